import { isObject } from "../diagram/cell";
import { isCellsFile, readCellsFile } from "./cells-json";
import { readDrawio } from "./drawio";
import { isMermaid, readMermaid } from "./mermaid-read";
import { readOtm } from "./otm-read";
import { readThreatDragon } from "./threat-dragon";
import { readTmBom } from "./tm-bom-read";
import { type Members, type Read, Unreadable } from "./whole";

export const readable = ["threat-dragon", "otm", "tm-bom", "cells", "mermaid", "drawio"] as const;
export type Readable = (typeof readable)[number];
type Found = Read & { format: Readable };

/** Letters of a file. */
export const LONGEST_FILE = 16 * 1024 * 1024;

/** Which format a file is of, by what it must have; null for none we know. */
export function formatOf(file: unknown): Exclude<Readable, "mermaid" | "drawio"> | null {
  if (!isObject(file)) return null;
  if (isObject(file.summary) && isObject(file.detail)) return "threat-dragon";
  if (isCellsFile(file)) return "cells";
  if (typeof file.otmVersion === "string" && isObject(file.project)) return "otm";
  return isObject(file.scope) && Array.isArray(file.components) && Array.isArray(file.data_flows) ? "tm-bom" : null;
}

/** The threat model a file describes, with what of it was not understood; or why it is not read. */
export function readFile(file: unknown): Found | Unreadable {
  const format = formatOf(file);
  if (format === null) return new Unreadable("unknown");
  const read = {
    "threat-dragon": readThreatDragon,
    otm: readOtm,
    "tm-bom": readTmBom,
    cells: readCellsFile,
  }[format](file as Members);
  return read instanceof Unreadable ? read : { ...read, format };
}

/** The same of a text, whichever way it is written: JSON, YAML, XML, or a flowchart. */
export async function readText(given: string): Promise<Found | Unreadable> {
  if (given.length > LONGEST_FILE) return new Unreadable("too-large");
  const text = given.toWellFormed();
  const first = /[^\s\uFEFF]/.exec(text)?.[0];
  // The database keeps no such character, and no file means one.
  if (first === undefined || text.includes("\u0000")) return new Unreadable("broken");
  if (first === "<") {
    const read = await readDrawio(text);
    return read instanceof Unreadable ? read : { ...read, format: "drawio" };
  }
  if (isMermaid(text)) return { ...readMermaid(text), format: "mermaid" };
  const file = first === "{" || first === "[" ? jsonIn(text) : await yamlIn(text);
  return file === undefined ? new Unreadable("broken") : readFile(file);
}

/** `undefined` for what is no JSON, or says what cannot be kept. */
function jsonIn(text: string): unknown {
  try {
    const file: unknown = JSON.parse(text, (_, value) => (typeof value === "string" ? value.toWellFormed() : value));
    return text.includes("\\u0000") ? undefined : file;
  } catch {
    return undefined;
  }
}

/** YAML has ways to make much of little: aliases are few, and there are no types but those of JSON. */
async function yamlIn(text: string): Promise<unknown> {
  const { parse } = await import("yaml");
  try {
    const file: unknown = parse(text, { schema: "core", maxAliasCount: 100, logLevel: "error", stringKeys: true });
    const plain = JSON.stringify(file);
    return plain === undefined || plain.length > LONGEST_FILE ? undefined : jsonIn(plain);
  } catch {
    return undefined;
  }
}
