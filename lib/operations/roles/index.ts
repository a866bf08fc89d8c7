export { addRole } from "./add";
export { deleteRole } from "./delete";
export { editRole } from "./edit";
export { getRoles } from "./list";
export { getCollaborationRoleMethods } from "./list-methods";
