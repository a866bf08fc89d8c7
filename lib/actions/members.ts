"use server";

import * as members from "../operations/members";
import { action } from "./action";

export const getMembers = action(members.getMembers);
export const inviteMember = action(members.inviteMember);
export const resendMemberInvitation = action(members.resendMemberInvitation);
export const activateMember = action(members.activateMember);
export const suspendMember = action(members.suspendMember);
export const setMemberEnd = action(members.setMemberEnd);
export const editMember = action(members.editMember);
export const deleteMember = action(members.deleteMember);
