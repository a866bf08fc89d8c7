import { type Cell, isObject } from "../diagram/cell";
import { isBoundaryLine, type Kind, kindOf } from "../diagram/read-cell";
import { membersOf } from "./members";

/** A flowchart of Mermaid: how elements are written there, and what a file said of one (`data.mermaid`). */
export const KEPT = "mermaid";

export type Note = {
  id?: string;
  /** What stood behind `style`, and the colour that was read of it. */
  style?: string;
  colour?: string | null;
  /** The link as it was written. */
  link?: string;
};
export const noteOf = (cell: Cell): Note => membersOf(membersOf(cell.data)[KEPT]) as Note;

export const BRACKETS: Record<Exclude<Kind, "boundary" | "flow">, [string, string]> = {
  actor: ["[", "]"],
  process: ["(", ")"],
  store: ["[(", ")]"],
  text: ["[", "]"],
  other: ["[", "]"],
};
/** Kinds that a bracket does not tell. */
export const CLASSES = ["actor", "text"] as const;
export const CLASS_LINES = ["classDef actor stroke-width:2px", "classDef text fill:none,stroke:none"] as const;

export const kindIn = (cell: Cell): Kind | "line" => (isBoundaryLine(cell) ? "line" : kindOf(cell));

const CODES: Record<string, string> = { '"': "quot", "#": "35", "<": "lt", ">": "gt", "&": "amp" };

export const quoted = (text: string): string =>
  `"${(text.trim() === "" ? " " : text).replace(/["#<>&]/g, (one) => `#${CODES[one]};`).replace(/\r?\n/g, "<br/>")}"`;

const NAMED: Record<string, string> = { quot: '"', lt: "<", gt: ">", amp: "&", apos: "'", nbsp: " " };

/** A text of a file's as plain text: no markup, no codes. */
export const unquoted = (text: string): string =>
  text
    .trim()
    .replace(/^"([\s\S]*)"$/, "$1")
    .replace(/^`([\s\S]*)`$/, "$1")
    .replace(/<br\s*\/?>/gi, "\n")
    .replace(/<\/?[a-z][^<>]{0,200}>/gi, "")
    .replace(/[#&](?:#?(\d{1,7})|([a-z]{2,6}));/gi, (whole, code: string, word: string) =>
      code ? letter(Number(code), whole) : (NAMED[word?.toLowerCase()] ?? whole),
    )
    .trim();

const letter = (code: number, otherwise: string): string =>
  code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : otherwise;

/** Both heads of a line. */
export const headsOf = (cell: Cell): { source: boolean; target: boolean } => {
  const line = isObject(cell.attrs) && isObject(cell.attrs.line) ? cell.attrs.line : {};
  return { source: Boolean(line.sourceMarker), target: line.targetMarker !== null && line.targetMarker !== "" };
};
