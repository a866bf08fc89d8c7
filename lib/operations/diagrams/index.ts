export { createDiagram } from "./create";
export { deleteDiagram } from "./delete";
export { editDiagram } from "./edit";
export { getDiagram } from "./get";
export { listDiagrams } from "./list";
