import { one } from "./one";

/**
 * Rung after a commit: an owner's data is at this version now, or something of this person's has moved. It carries nothing else, so
 * that a ring lost, doubled or late harms nobody (scale.md section 3). `method`, by which operation, stays in this process;
 * `ended` is long work that is done. `presence`: somebody's first window
 * opened or last one closed, which `concerns` the owners they work with. `drawing`: on a diagram of this owner's somebody came, went
 * or drew. `journal`: something of this owner's was refused; `open`: not all of it is between the owner and their own account.
 */
export type Ring =
  | { owner: number; version: number; method?: string }
  | { person: number; ended?: number }
  | { presence: number; here: boolean; concerns: readonly number[] }
  | { drawing: number }
  | { journal: number; open: boolean };

const ears = one("bell", () => new Set<(ring: Ring) => void>());

export function ring(what: Ring): void {
  for (const hear of ears) hear(what);
}

/** Hears every ring of this process until the function it returns is called. */
export function onRing(hear: (ring: Ring) => void): () => void {
  ears.add(hear);
  return () => void ears.delete(hear);
}
