"use server";

import * as resources from "../operations/resources";
import { action } from "./action";

export const addResources = action(resources.addResources);
export const deleteResources = action(resources.deleteResources);
export const deleteProjectFromResources = action(resources.deleteProjectFromResources);
export const getCollaborationResources = action(resources.getCollaborationResources);
export const getCollaborationResourceMethods = action(resources.getCollaborationResourceMethods);
export const getMemberResources = action(resources.getMemberResources);
export const getResourceRoles = action(resources.getResourceRoles);
export const leaveList = action(resources.leaveList);
export const setResource = action(resources.setResource);
export const setListEnd = action(resources.setListEnd);
export const setShareEnd = action(resources.setShareEnd);
export const setResources = action(resources.setResources);
