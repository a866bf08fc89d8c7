export { listJournal } from "./list";
