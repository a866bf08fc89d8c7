import { aroundOf } from "../diagram/around";
import { type Cell, isObject, same } from "../diagram/cell";
import { cellOf, endsOf, isBoundaryLine, kindOf, labelOf } from "../diagram/read-cell";
import { membersOf, textOf, without } from "./members";
import type { Members } from "./whole";

/**
 * Elements as the Threat Model Library (TM-BOM) writes them: trust zones, actors, components, data stores and data flows, each in a
 * section of its own. What a file said of one stands in the cell, at `data.tmBom`: `there` as it came, `here` as it would have been
 * written then; members that are still written the same go back as they came.
 */
export const KEPT = "tmBom";

export type Section = "trust_zones" | "actors" | "components" | "data_stores" | "data_flows";
export const SECTIONS: readonly Section[] = ["trust_zones", "actors", "components", "data_stores", "data_flows"];
/** The word for the end of a flow. */
export const TYPES = { actors: "actor", components: "component", data_stores: "data_store" } as const;

export type Note = { section: string; there: Members; here: Members };

export function noteIn(value: unknown): Note | null {
  const note = membersOf(value)[KEPT];
  return isObject(note) && isObject(note.there) && isObject(note.here) ? (note as Note) : null;
}

/** What is written now, laid over what came: a member that would be written as it was read stays as it stood. */
export function asItCame(note: Note | null, section: string, now: Members): Members {
  if (note?.section !== section) return now;
  const changed = Object.entries(now).filter(([name, value]) => !same(value, note.here[name]));
  const gone = Object.keys(note.here).filter((name) => !(name in now));
  return { ...without(note.there, ...gone), ...Object.fromEntries(changed) };
}

/** The note that makes `now` go back as `there`; nothing where it does so without one. `name`: how it is called if nobody says. */
export const noteFor = (section: string, there: Members, now: Members, name: string): Members =>
  same(there, now) && there.symbolic_name === name ? {} : { [KEPT]: { section, there, here: now } satisfies Note };

/** The zone of whatever lies in none: every component must have one. */
export const OUTSIDE = "outside-every-boundary";
/** A text that stands for the whole, where a file tells of threats to no element. */
export const isGeneral = (cell: Cell): boolean => membersOf(membersOf(cell.data)[KEPT]).general === true;

/** Where a cell is written; null for what the format has no word for. */
export function sectionOf(cell: Cell): Section | null {
  if (isBoundaryLine(cell)) return null;
  switch (kindOf(cell)) {
    case "boundary":
      return "trust_zones";
    case "actor":
      return "actors";
    case "store":
      return "data_stores";
    case "flow":
      return "data_flows";
    case "text":
      return null;
    default:
      return "components";
  }
}

/** How cells are called in the file: `^[0-9a-z-]+$`. */
export type Names = (cell: string) => string;

/** The elements of a diagram, plainly: as they would be written if nothing had come from a file. */
export function plainElements(cells: readonly Cell[], names: Names): Map<string, { section: Section; now: Members }> {
  const all = new Map(cells.map((cell) => [cell.id, cell]));
  const around = aroundOf(all);
  const end = (id: string | null): Members => {
    const cell = id === null ? undefined : all.get(id);
    const section = cell && sectionOf(cell);
    return section && section in TYPES
      ? { type: TYPES[section as keyof typeof TYPES], object: names(cell.id) }
      : { type: "dangling", object: "unidentified" };
  };
  const plain = (cell: Cell, section: Section): Members => {
    const data = membersOf(cell.data);
    const common = { symbolic_name: names(cell.id), title: labelOf(cell), description: textOf(data.description) };
    if (section === "data_flows") {
      const { source, target } = endsOf(cell);
      return {
        ...common,
        source: end(cellOf(source)),
        destination: end(cellOf(target)),
        has_sensitive_data: data.hasSensitiveData === true,
        encrypted: data.isEncrypted === true,
      };
    }
    if (section === "actors") return { ...common, type: "user" };
    if (section === "data_stores") return { ...common, type: "object" };
    if (section === "trust_zones") return common;
    const zone = around.boundaryOf(cell.id);
    return { ...common, trust_zone: zone === null ? OUTSIDE : names(zone) };
  };
  return new Map(
    cells.flatMap((cell) => {
      const section = sectionOf(cell);
      return section ? [[cell.id, { section, now: plain(cell, section) }] as const] : [];
    }),
  );
}
