export { explain } from "./explain";
export { explainRequest } from "./of-request";
export { whatCan } from "./what-can";
export { whoCan } from "./who-can";
