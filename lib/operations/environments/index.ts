export { getEnvInfo } from "./get";
export { getBasicEnvsInfo, getEnvs } from "./list";
export { registerEnv } from "./register";
export { deleteEnv } from "./remove";
export { setEnvDisplayName } from "./rename";
