export { getClientSettings, setClientSettings } from "./client-settings";
export { exchange } from "./exchange";
export { grantAccess } from "./grant";
export { revokeAccess } from "./revoke";
