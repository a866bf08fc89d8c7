import { invalid, notFound } from "../../domain/refusal";

/**
 * The rows a list like `1;4;6` or `*` means among those the actor has. Refuses `invalid [ids]` for what is no number, and
 * not-found when one is not theirs: then nothing is done at all.
 */
export function meant<T extends { id: number }>(ids: readonly string[], theirs: readonly T[], what: string): T[] {
  if (ids.length === 0) throw invalid("ids");
  if (ids.includes("*")) return [...theirs];
  const byId = new Map(theirs.map((one) => [String(one.id), one]));
  return [...new Set(ids)].map((id) => {
    if (!/^[1-9]\d{0,15}$/.test(id)) throw invalid("ids");
    const found = byId.get(id);
    if (!found) throw notFound(what);
    return found;
  });
}
