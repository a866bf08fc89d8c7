import { type Around, aroundOf } from "./around";
import type { Cell } from "./cell";
import { cellOf, endsOf, isBoundaryLine, type Kind, kindOf, labelOf } from "./read-cell";

/**
 * What a data-flow diagram should not say. It is told and never forced: whoever draws may be halfway through. Data moves because a
 * process moves it, so a flow has a process at one end; what is drawn has a name, is connected, and lies on one side of a boundary.
 * Actors are the world outside and need none. Sources: acceptance statement 46; the data-flow rules of OWASP's threat modeling.
 */
export const RULES = [
  "dangling-flow",
  "store-to-store",
  "actor-and-store",
  "actor-to-actor",
  "flow-to-no-element",
  "unnamed",
  "unnamed-flow",
  "unconnected",
  "outside-boundaries",
] as const;
export type Rule = (typeof RULES)[number];

/** `cell` is what breaks the rule. */
export type Finding = { rule: Rule; cell: string };

/** All that the cells say and should not, rule by rule in the order of `RULES`, within one from the lowest cell to the highest. */
export function findingsIn(cells: ReadonlyMap<string, Cell>, around: Around = aroundOf(cells)): Finding[] {
  const byRule = new Map<Rule, Finding[]>(RULES.map((rule) => [rule, []]));
  for (const cell of cells.values()) {
    for (const rule of brokenBy(cell, cells, around)) byRule.get(rule)!.push({ rule, cell: cell.id });
  }
  return [...byRule.values()].flat();
}

function brokenBy(cell: Cell, cells: ReadonlyMap<string, Cell>, around: Around): Rule[] {
  if (isBoundaryLine(cell)) return [];
  const kind = kindOf(cell);
  const isNamed = labelOf(cell).trim() !== "";
  if (kind === "flow") {
    const ends = wrongEnds(cell, cells);
    return [...(ends ? [ends] : []), ...(isNamed ? [] : ["unnamed-flow" as const])];
  }
  const broken: Rule[] = [];
  if (!isNamed && (kind === "boundary" || isElement(kind))) broken.push("unnamed");
  if (!isElement(kind)) return broken;
  if (around.into(cell.id).length + around.outOf(cell.id).length === 0) broken.push("unconnected");
  if (kind !== "actor" && around.boundaryOf(cell.id) === null) broken.push("outside-boundaries");
  return broken;
}

const isElement = (kind: Kind): boolean => kind === "actor" || kind === "process" || kind === "store";

function wrongEnds(flow: Cell, cells: ReadonlyMap<string, Cell>): Rule | null {
  const { source, target } = endsOf(flow);
  const ends = [source, target].map((end) => cells.get(cellOf(end) ?? ""));
  if (!ends[0] || !ends[1]) return "dangling-flow";
  const kinds = ends.map((end) => kindOf(end!));
  const count = (kind: string) => kinds.filter((one) => one === kind).length;
  if (!kinds.every(isElement)) return "flow-to-no-element";
  if (count("store") === 2) return "store-to-store";
  if (count("actor") === 2) return "actor-to-actor";
  return count("process") === 0 ? "actor-and-store" : null;
}
