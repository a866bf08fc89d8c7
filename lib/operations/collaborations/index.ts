export { acceptCollaboration } from "./accept";
export { editCollaboration } from "./edit";
export { leaveCollaboration } from "./leave";
export { getCollaborations } from "./list";
export { rejectCollaboration } from "./reject";
