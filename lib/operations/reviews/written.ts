import { toCsv } from "../../domain/csv";
import type { ReviewLine } from "./wire";

const columns: readonly (readonly [string, (line: ReviewLine) => string])[] = [
  ["line", ({ n }) => String(n)],
  ["email", ({ email }) => email],
  ["name", ({ person }) => person],
  ["state", ({ state }) => state],
  ["team", ({ team }) => team ?? ""],
  ["resource", ({ resource }) => resource],
  ["thing", ({ thing }) => thing],
  ["roles", ({ roles }) => roles.map(({ name }) => name).join(", ")],
  ["last used", ({ lastUse }) => lastUse ?? ""],
  ["ends", ({ until }) => until ?? ""],
  ["suggestion", ({ suggestion }) => suggestion],
  ["reason", ({ reason }) => reason],
  ["decision", ({ decision }) => decision ?? "undecided"],
  ["note", ({ why }) => why],
  ["decided by", ({ decidedBy }) => decidedBy],
  ["decided at", ({ decidedAt }) => decidedAt ?? ""],
  ["outcome", ({ outcome }) => outcome ?? ""],
];

/** The lines of a review for spreadsheets. */
export const reviewCsv = (lines: readonly ReviewLine[]): string =>
  toCsv([columns.map(([name]) => name), ...lines.map((line) => columns.map(([, of]) => of(line)))]);
