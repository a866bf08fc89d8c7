export { explain } from "./explain";
export { whatCan } from "./what-can";
export { whoCan } from "./who-can";
