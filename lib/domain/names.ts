/**
 * The form in which two names of one owner are the same name: Unicode form KC, lower case, blanks collapsed. Compared byte by
 * byte from there on, so that no database folds letters its own way (S-85).
 */
export const nameKey = (name: string): string => name.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
