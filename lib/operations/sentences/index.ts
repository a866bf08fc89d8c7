export { addSentence } from "./add";
export { checkSentences } from "./check";
export { deleteSentence } from "./delete";
export { editSentence } from "./edit";
export { listSentences } from "./list";
