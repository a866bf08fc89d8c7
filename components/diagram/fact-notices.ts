import type { CellEdit } from "@/lib/domain/diagram/apply";
import type { Fact } from "@/lib/domain/diagram/replica-conflicts";
import type { Notice } from "./room";

/** What others did to mine, as it is told: what was removed all at once, each overridden value by itself, with a way back. */
export function noticesOf(facts: readonly Fact[], edit: (cells: CellEdit[]) => void): Notice[] {
  const gone = facts.flatMap((fact) => (fact.is === "deleted" ? [fact] : []));
  const notices: Notice[] = facts.flatMap((fact): Notice[] => {
    if (fact.is !== "overridden") return [];
    const { cell, by, mine } = fact;
    const restore = () => edit([{ id: cell, operation: "update", data: mine }]);
    return [{ is: "overridden", cell, members: Object.keys(mine), by, restore }];
  });
  if (gone.length === 0) return notices;
  const back = gone.map(({ cell, under }): CellEdit => {
    return { id: cell.id, operation: "add", data: cell, ...(under === null ? {} : { under }) };
  });
  const cells = gone.map(({ cell }) => cell.id);
  return [{ is: "deleted", cells, by: gone[0]!.by, restore: () => edit(back) }, ...notices];
}
