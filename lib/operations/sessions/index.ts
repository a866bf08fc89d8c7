export { endSession } from "./end";
export { getSession } from "./get";
export { listSessions } from "./list";
export { startSession } from "./start";
export { makeTicket } from "./ticket";
