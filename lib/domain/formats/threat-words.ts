import { type Category, isCategory, type Severity, type Status } from "../threats/threat";

/** How the formats spell what a threat is; spelling is read loosely and written their way. */

const CATEGORIES: Record<Category, string> = {
  spoofing: "Spoofing",
  tampering: "Tampering",
  repudiation: "Repudiation",
  "information-disclosure": "Information disclosure",
  "denial-of-service": "Denial of service",
  "elevation-of-privilege": "Elevation of privilege",
};
const SEVERITIES: Record<Severity, string> = {
  unknown: "TBD",
  low: "Low",
  medium: "Medium",
  high: "High",
  critical: "Critical",
};
const STATUSES: Record<Status, string> = { open: "Open", mitigated: "Mitigated", "not-applicable": "NotApplicable" };

const plain = (word: unknown): string => (typeof word === "string" ? word.toLowerCase().replace(/[^a-z]/g, "") : "");

const read = <T extends string>(spellings: Record<T, string>, word: unknown): T | undefined =>
  (Object.keys(spellings) as T[]).find((one) => plain(spellings[one]) === plain(word));

export const LONGEST_CATEGORY = 64;
/** STRIDE's own, or the word as it came. */
export const readCategory = (word: unknown): string =>
  read(CATEGORIES, word) ?? (typeof word === "string" ? word.slice(0, LONGEST_CATEGORY) : "");
export const writeCategory = (category: string): string => (isCategory(category) ? CATEGORIES[category] : category);

export const readSeverity = (word: unknown): Severity => read(SEVERITIES, word) ?? "unknown";
export const writeSeverity = (severity: Severity): string => SEVERITIES[severity];
export const isSeverity = (word: unknown): boolean => read(SEVERITIES, word) !== undefined;

export const readStatus = (word: unknown): Status =>
  read(STATUSES, word) ?? (plain(word) === "na" ? "not-applicable" : "open");
export const writeStatus = (status: Status): string => STATUSES[status];
export const isStatus = (word: unknown): boolean => read(STATUSES, word) !== undefined || plain(word) === "na";
