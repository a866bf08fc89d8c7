import { aroundOf } from "../diagram/around";
import type { Cell } from "../diagram/cell";
import { isPlainColour } from "../diagram/colour";
import { boxOf, cellOf, colourOf, endsOf, labelOf } from "../diagram/read-cell";
import { listOf, membersOf, textOf } from "./members";
import { BRACKETS, CLASS_LINES, CLASSES, headsOf, KEPT, kindIn, noteOf, quoted } from "./mermaid-words";
import type { Drawing } from "./whole";

/**
 * A diagram as a flowchart of Mermaid: boundaries are subgraphs, flows links. Where things lie stands in comments, which Mermaid passes
 * over and we read again; threats, bends and loose flows it has no place for.
 */
export function writeMermaid({ name, cells, aside }: Pick<Drawing, "name" | "cells" | "aside">): string {
  const kept = membersOf(aside[KEPT]);
  const all = new Map(cells.map((cell) => [cell.id, cell]));
  const around = aroundOf(all);
  const ids = idsOf(cells);
  const used = new Set<string>();
  const within = (zone: string | null) =>
    cells.filter(({ id }) => around.boundaryOf(id) === zone && !isLine(all.get(id)!));
  const seen = new Set<string>();
  const body = (zone: string | null, indent: string): string[] =>
    within(zone).flatMap((cell) => {
      if (seen.has(cell.id)) return [];
      seen.add(cell.id);
      const id = ids.get(cell.id)!;
      const kind = kindIn(cell);
      if (kind === "boundary")
        return [`${indent}subgraph ${id}[${quoted(labelOf(cell))}]`, ...body(cell.id, `${indent}  `), `${indent}end`];
      const [open, close] = BRACKETS[kind as keyof typeof BRACKETS];
      const mark = CLASSES.find((one) => one === kind);
      if (mark) used.add(mark);
      return [`${indent}${id}${open}${quoted(labelOf(cell))}${close}${mark ? `:::${mark}` : ""}`];
    });
  // A boundary that holds itself, in a file gone wrong, is drawn at the end.
  const nodes = [
    ...body(null, "  "),
    ...cells
      .filter(({ id }) => !seen.has(id) && !isLine(all.get(id)!))
      .flatMap(({ id }) => (seen.has(id) ? [] : body(around.boundaryOf(id), "  "))),
  ];
  const lines = [
    ...(name ? ["---", `title: ${JSON.stringify(name)}`, "---"] : []),
    textOf(kept.head) || "flowchart LR",
    ...nodes,
    ...cells.flatMap((cell) => link(cell, ids)),
    ...cells.flatMap((cell) => style(cell, ids.get(cell.id)!)),
    ...CLASSES.flatMap((one, n) => (used.has(one) ? [`  ${CLASS_LINES[n]}`] : [])),
    ...listOf(kept.lines).map((line) => `  ${textOf(line)}`),
    ...cells.flatMap((cell) => spot(cell, ids.get(cell.id)!)),
  ];
  return `${lines.join("\n")}\n`;
}

const isLine = (cell: Cell): boolean => ["flow", "line"].includes(kindIn(cell));

/** What of a diagram has no place in a flowchart: its ids. */
export const looseIn = (cells: readonly Cell[]): string[] => {
  const ids = idsOf(cells);
  return cells.filter((cell) => isLine(cell) && link(cell, ids).length === 0).map(({ id }) => id);
};

function idsOf(cells: readonly Cell[]): Map<string, string> {
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  for (const cell of cells) {
    const { id } = noteOf(cell);
    if (typeof id !== "string" || taken.has(id) || !/^[\p{L}\p{N}_]+(?:[-.][\p{L}\p{N}_]+)*$/u.test(id)) continue;
    taken.add(id);
    ids.set(cell.id, id);
  }
  let n = 0;
  for (const cell of cells) {
    if (ids.has(cell.id)) continue;
    do n += 1;
    while (taken.has(`n${n}`));
    ids.set(cell.id, `n${n}`);
  }
  return ids;
}

function link(cell: Cell, ids: ReadonlyMap<string, string>): string[] {
  if (kindIn(cell) !== "flow") return [];
  const { source, target } = endsOf(cell);
  const [from, to] = [ids.get(cellOf(source) ?? ""), ids.get(cellOf(target) ?? "")];
  if (!from || !to) return [];
  const heads = headsOf(cell);
  const plain = `${heads.source ? "<" : ""}--${heads.target || heads.source ? ">" : "-"}`;
  const label = labelOf(cell).trim() ? `|${quoted(labelOf(cell))}|` : "";
  return [`  ${from} ${noteOf(cell).link ?? plain}${label} ${to}`];
}

function style(cell: Cell, id: string): string[] {
  if (isLine(cell)) return [];
  const { style, colour } = noteOf(cell);
  const now = colourOf(cell);
  if (style !== undefined && now === (colour ?? null)) return [`  style ${id} ${style}`];
  return now && isPlainColour(now) ? [`  style ${id} fill:${now}`] : [];
}

function spot(cell: Cell, id: string): string[] {
  const box = cell.position ? boxOf(cell) : null;
  return box ? [`  %% ${id} at ${[box.x, box.y, box.width, box.height].join(" ")}`] : [];
}
