export { attachEnv } from "./attach";
export { createGroup } from "./create";
export { detachEnv } from "./detach";
export { editGroup } from "./edit";
export { getGroups } from "./list";
export { removeGroup } from "./remove";
