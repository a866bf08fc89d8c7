export { compareVersions } from "./compare";
export { getVersion } from "./get";
export { listVersions } from "./list";
export { renameVersion } from "./rename";
export { restoreVersion } from "./restore";
export { saveVersion } from "./save";
