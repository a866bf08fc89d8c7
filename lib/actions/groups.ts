"use server";

import * as groups from "../operations/groups";
import { action } from "./action";

export const attachEnv = action(groups.attachEnv);
export const createGroup = action(groups.createGroup);
export const detachEnv = action(groups.detachEnv);
export const editGroup = action(groups.editGroup);
export const getGroups = action(groups.getGroups);
export const removeGroup = action(groups.removeGroup);
