export { createThreatModel } from "./create";
export { deleteThreatModel } from "./delete";
export { editThreatModel } from "./edit";
export { exportThreatModel } from "./export";
export { getThreatModel } from "./get";
export { importThreatModel } from "./import";
export { listThreatModels } from "./list";
