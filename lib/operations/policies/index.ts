export { addPolicy } from "./add";
export { deletePolicy } from "./delete";
export { editPolicy } from "./edit";
export { getPolicies } from "./list";
export { getPolicyMethods } from "./list-methods";
