import Elk, { type ElkNode } from "elkjs/lib/elk-api";
import type { CellEdit } from "@/lib/domain/diagram/apply";
import type { Cell } from "@/lib/domain/diagram/cell";
import { graphOf, type LayoutGraph, laidOut, movable } from "@/lib/domain/diagram/layout";

/** One for the page: it takes a moment to start, and a megabyte to fetch. */
let elk: InstanceType<typeof Elk> | null = null;

/** How these would lie, or all where none is chosen; reckoned beside the page, which goes on. */
export async function tidied(cells: ReadonlyMap<string, Cell>, ids: readonly string[]): Promise<CellEdit[]> {
  const chosen = movable(cells, ids);
  // One alone lies in no order: all is meant.
  const moved = chosen.size > 1 ? chosen : movable(cells, []);
  if (moved.size < 2) return [];
  elk ??= new Elk({
    workerFactory: () => new Worker(new URL("elkjs/lib/elk-worker.min.js", import.meta.url)),
  });
  // Its own type has members of the answer in what is asked.
  const graph = (await elk.layout(graphOf(cells, moved) as ElkNode)) as LayoutGraph;
  return laidOut(cells, moved, graph);
}
