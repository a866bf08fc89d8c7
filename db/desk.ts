import { one } from "../lib/one";
import type { Whole } from "./albums";

/**
 * The collaborations an owner is working on, kept from write to write. They are as of one version of that owner, so a write may
 * rely on them where it is the next one (R8); a write that changed one of them lays it back as it is now, and any other write,
 * here or on another node, leaves them behind.
 */
type Desk = { version: number; wholes: Map<number, Whole> };

const OWNERS = 1_000;
const WHOLES = 100;
const desks = one("desks", () => new Map<number, Desk>());

/** What was kept of a member's collaboration, and as of which version; null where nothing was. */
export function onDesk(owner: number, memberId: number): { version: number; whole: Whole } | null {
  const desk = desks.get(owner);
  const whole = desk?.wholes.get(memberId);
  return desk && whole ? { version: desk.version, whole } : null;
}

/** Once a write is committed: the version it made, and the one collaboration it read and perhaps changed, as it is now. */
export function layOnDesk(owner: number, version: number, whole: Whole | null): void {
  const desk = desks.get(owner);
  desks.delete(owner);
  if (whole === null) return;
  const wholes = desk?.version === version - 1 ? desk.wholes : new Map<number, Whole>();
  for (const { id } of whole.members) {
    wholes.delete(id);
    wholes.set(id, whole);
  }
  while (wholes.size > WHOLES) wholes.delete(wholes.keys().next().value!);
  desks.set(owner, { version, wholes });
  if (desks.size > OWNERS) desks.delete(desks.keys().next().value!);
}
