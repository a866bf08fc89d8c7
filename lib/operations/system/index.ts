export { getVersion } from "./get-version";
