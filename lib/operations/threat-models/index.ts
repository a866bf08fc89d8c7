export { createThreatModel } from "./create";
export { deleteThreatModel } from "./delete";
export { editThreatModel } from "./edit";
export { getThreatModel } from "./get";
export { listThreatModels } from "./list";
