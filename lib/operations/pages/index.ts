export { getLetters } from "./list-letters";
export { getRights } from "./list-rights";
export { getSharedNames } from "./list-shared-names";
export { readInvitation } from "./read-invitation";
