"use server";

import * as roles from "../operations/roles";
import { action } from "./action";

export const addRole = action(roles.addRole);
export const deleteRole = action(roles.deleteRole);
export const editRole = action(roles.editRole);
export const getRoles = action(roles.getRoles);
export const getCollaborationRoleMethods = action(roles.getCollaborationRoleMethods);
