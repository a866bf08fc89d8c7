export { activateMember } from "./activate";
export { deleteMember } from "./delete";
export { editMember } from "./edit";
export { inviteMember } from "./invite";
export { getMembers } from "./list";
export { resendMemberInvitation } from "./resend";
export { setMemberEnd } from "./set-end";
export { suspendMember } from "./suspend";
