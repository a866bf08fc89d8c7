import type { Applied, CellEdit } from "./apply";
import type { Document } from "./document";
import { differences, meet, patchOf } from "./fields";
import { saidIn } from "./replica-conflicts";

/** The parts of an edit that change something, each with the fields that do. */
export function changing({ edit, before, changes }: Applied): CellEdit[] {
  return edit.cells.flatMap((part, n): CellEdit[] => {
    if (before[n]!.was !== "changed") return [part];
    const { was, after } = changes.get(part.id)!;
    if (part.operation !== "update" || !was || !after || was === after) return [];
    const { id, shape, ...rest } = part.data;
    return [{ ...part, data: { id, shape, ...patchOf(differences(was, after, Object.keys(rest))) } }];
  });
}

/** What still holds of an edit that was not taken because cells are gone, without what was changed since by what waits after it. */
export function stillMeant(
  cells: readonly CellEdit[],
  waiting: readonly { cells: CellEdit[] }[],
  document: Document,
): CellEdit[] {
  return cells.flatMap((edit): CellEdit[] => {
    const later = waiting.flatMap((part) => part.cells.filter(({ id }) => id === edit.id));
    if (edit.operation !== "update") return later.length > 0 ? [] : [edit];
    if (!document.get(edit.id) || later.some(({ operation }) => operation !== "update")) return [];
    const since = later.flatMap((one) => ("data" in one ? Object.keys(saidIn(one.data)) : []));
    const fields = Object.entries(saidIn(edit.data)).filter(([path]) => !since.some((one) => meet(one, path)));
    const { id, shape } = edit.data;
    return [{ ...edit, data: { id, shape, ...patchOf(Object.fromEntries(fields)) } }];
  });
}
