export { countRequests } from "./count";
export { declineRequest } from "./decline";
export { getMyRequest } from "./get-mine";
export { grantRequest } from "./grant";
export { getRequests } from "./list";
export { getMyRequests } from "./list-mine";
export { requestAccess } from "./request-access";
