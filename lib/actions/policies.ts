"use server";

import * as policies from "../operations/policies";
import { action } from "./action";

export const addPolicy = action(policies.addPolicy);
export const deletePolicy = action(policies.deletePolicy);
export const editPolicy = action(policies.editPolicy);
export const getPolicies = action(policies.getPolicies);
export const getPolicyMethods = action(policies.getPolicyMethods);
