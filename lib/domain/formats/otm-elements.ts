import { type Cell, isObject, same } from "../diagram/cell";
import { cellOf, endsOf, kindOf, labelOf, parentOf } from "../diagram/read-cell";
import { isEmpty, listOf, membersOf, said, textOf, without } from "./members";
import type { Members } from "./whole";

/**
 * An element of a diagram as the Open Threat Model writes it: trust zone, component or data flow. What a file said of it stands in the
 * cell, at `data.otm`: `there` as it came, `here` as it was read; what has not changed since goes back as it came.
 */
export const KEPT = "otm";

export type Section = "trustZones" | "components" | "dataflows";
export const SECTIONS: readonly Section[] = ["trustZones", "components", "dataflows"];

/** What is read of an element, and can be changed here. */
export type Said = {
  name: string;
  shape: string;
  description: string;
  parent: string | null;
  source: string | null;
  target: string | null;
};
export type Note = {
  /** The element without its threats and without its places in diagrams. */
  there: Members;
  here: Said;
  /** Its place in this diagram as it came, and what was read of that. */
  place?: { there: Members; here: Members };
};

const TYPES: Record<string, string> = { actor: "actor", process: "process", store: "data-store" };

/** What a component is drawn as; its type is anybody's word. */
export function shapeOf(type: string): string {
  if (/actor|user|client|browser|person|human|customer|external|third-party|mobile|device/i.test(type)) return "actor";
  if (
    /store|storage|database|\bdb\b|rds|s3|bucket|queue|topic|cache|file|disk|log|blob|table|vault|redis|sql/i.test(type)
  )
    return "store";
  return "process";
}

/** Where a cell is written; null for what the format has no word for: texts, loose flows. */
export function sectionOf(cell: Cell, isComponent: (id: string) => boolean): Section | null {
  const kind = kindOf(cell);
  if (kind === "boundary") return "trustZones";
  if (kind === "text") return null;
  if (kind !== "flow") return "components";
  const { source, target } = endsOf(cell);
  const [from, to] = [cellOf(source), cellOf(target)];
  const isWhole = from && to && isComponent(from) && isComponent(to);
  // One that came with an end that is not there goes back like that.
  const here = noteOf(cell)?.here;
  const isAsItCame = here !== undefined && here.source === from && here.target === to;
  return cell.shape === "flow" && (isWhole || isAsItCame) ? "dataflows" : null;
}

export const componentsIn = (cells: readonly Cell[]): Set<string> =>
  new Set(cells.filter((cell) => sectionOf(cell, () => false) === "components").map(({ id }) => id));

export function saidOf(cell: Cell): Said {
  const { source, target } = endsOf(cell);
  return {
    name: labelOf(cell),
    shape: cell.shape,
    description: textOf(membersOf(cell.data).description),
    parent: parentOf(cell),
    source: cellOf(source),
    target: cellOf(target),
  };
}

export const noteOf = (cell: Cell): Note | null => {
  const note = membersOf(cell.data)[KEPT];
  return isObject(note) && isObject(note.there) && isObject(note.here) ? (note as Note) : null;
};

/** The cell without its note. */
export const bare = (cell: Cell): Cell => {
  if (!isObject(cell.data) || !(KEPT in cell.data)) return cell;
  return { ...cell, data: without(cell.data, KEPT) };
};

/** The zone of whatever lies in none: every component must have one. */
export const OUTSIDE = "outside-every-boundary";

/** How cells are called in the file. */
export type Names = (cell: string) => string;

export function writeElement(cell: Cell, section: Section, names: Names): Members {
  const now = saidOf(cell);
  const note = noteOf(cell);
  const there = note?.there ?? {};
  const still = (...parts: (keyof Said)[]) => note !== null && parts.every((part) => note.here[part] === now[part]);
  const described = now.description ? { description: now.description } : {};
  const common = {
    ...there,
    id: names(cell.id),
    name: still("name") ? there.name : now.name,
    ...(still("description") ? said({ description: there.description }) : described),
  };
  if (section === "dataflows") {
    return {
      ...common,
      source: still("source") ? there.source : names(now.source ?? ""),
      destination: still("target") ? there.destination : names(now.target ?? ""),
    };
  }
  if (section === "components") {
    return {
      ...common,
      type: still("shape") ? there.type : (TYPES[cell.shape] ?? cell.shape),
      parent: still("parent") ? there.parent : { trustZone: now.parent === null ? OUTSIDE : names(now.parent) },
    };
  }
  const inside = still("parent") ? there.parent : now.parent === null ? undefined : { trustZone: names(now.parent) };
  return said({ type: "boundary", risk: { trustRating: 0 }, ...common, parent: inside });
}

/** The cell with a note of how it came, where writing it without one would say something else. */
export function noted(cell: Cell, section: Section, there: Members, place: Note["place"], names: Names): Cell {
  const isPlain =
    (place === undefined || isEmpty(place.there)) && same(writeElement(cell, section, names), said(there));
  if (isPlain) return cell;
  const note: Note = { there, here: saidOf(cell), ...(place ? { place } : {}) };
  return { ...cell, data: { ...membersOf(cell.data), [KEPT]: note } };
}

/** An element's place in one diagram. */
export function writePlace(cell: Cell, representation: string): Members {
  const now = geometryOf(cell);
  const place = noteOf(cell)?.place;
  if (!place) return { representation, id: cell.id, ...now };
  const still = same(place.here, now);
  return { representation, id: cell.id, ...now, ...place.there, ...(still ? {} : now) };
}

export const geometryOf = (cell: Cell): Members =>
  kindOf(cell) === "flow" ? {} : said({ position: cell.position, size: cell.size });

export const placesOf = (element: Members): Members[] => listOf(element.representations).filter(isObject);
