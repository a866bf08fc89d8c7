export { getMemberCsv } from "./get-member-csv";
export { getMemberPage } from "./get-member-page";
export { getLetters } from "./list-letters";
export { getRights } from "./list-rights";
export { getSharedNames } from "./list-shared-names";
export { getPreferences, setPreferences } from "./preferences";
export { readInvitation } from "./read-invitation";
