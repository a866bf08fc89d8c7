import { keep } from "../lib/keep";
import { one } from "../lib/one";
import type { Whole } from "./albums";

/**
 * The collaborations an owner is working on, kept from write to write. They are as of one version of that owner, so a write may
 * rely on them where it is the next one (R8): one that changed one of them lays it back as it is now, and any other write, here or
 * on another node, leaves them behind.
 */
type Desk = { version: number; wholes: Map<number, Whole> };

const OWNERS = 1_000;
const WHOLES = 100;
const desks = one("desks", () => new Map<number, Desk>());

/** A member's collaboration as it lay there last, and of which version: whoever writes on finds out whether it still holds. */
export function lastOnDesk(owner: number, memberId: number): { version: number; whole: Whole } | undefined {
  const desk = desks.get(owner);
  const whole = desk?.wholes.get(memberId);
  return whole && { version: desk!.version, whole };
}

/** A member's collaboration as it is at this version, where that is known. */
export function onDesk(owner: number, version: number, memberId: number): Whole | undefined {
  const last = lastOnDesk(owner, memberId);
  return last?.version === version ? last.whole : undefined;
}

/** Of a write that is committed: the version it made, and the one collaboration it read and perhaps changed, as it is now. */
export function layOnDesk(owner: number, version: number, whole: Whole | null): void {
  const before = desks.get(owner);
  desks.delete(owner);
  if (whole === null) return;
  const wholes = before?.version === version - 1 ? before.wholes : new Map<number, Whole>();
  for (const { id } of whole.members) keep(wholes, id, whole, WHOLES);
  keep(desks, owner, { version, wholes }, OWNERS);
}
