export { checkEnvironmentRights } from "./check-environment";
