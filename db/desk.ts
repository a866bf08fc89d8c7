import { keep } from "../lib/keep";
import { one } from "../lib/one";
import type { Whole } from "./albums";

/**
 * The collaborations an owner is working on, kept from write to write. They are as of one version of that owner, so a write may
 * rely on them where it is the next one (R8); a write that changed one of them lays it back as it will be, and any other write,
 * here or on another node, leaves them behind. They are laid back before COMMIT, because the next write may learn of its version
 * before this process learns of the commit that made it; so whoever takes one waits until that commit is `sure`.
 */
type Desk = { version: number; wholes: Map<number, Whole>; sure: Promise<boolean> };

const OWNERS = 1_000;
const WHOLES = 100;
const desks = one("desks", () => new Map<number, Desk>());

/** A member's collaboration as it lay there last, of whichever version: for a guess at what will be needed. */
export const lastOnDesk = (owner: number, memberId: number): Whole | undefined =>
  desks.get(owner)?.wholes.get(memberId);

/** A member's collaboration as it is at this version, where that is known. */
export async function onDesk(owner: number, version: number, memberId: number): Promise<Whole | undefined> {
  const desk = desks.get(owner);
  const whole = desk?.version === version ? desk.wholes.get(memberId) : undefined;
  return whole && (await desk!.sure) ? whole : undefined;
}

/** Of a write about to be committed: the version it makes, and the one collaboration it read and perhaps changes, as it will be. */
export function layOnDesk(owner: number, version: number, whole: Whole | null, committed: Promise<boolean>): void {
  const before = desks.get(owner);
  desks.delete(owner);
  if (whole === null) return;
  const follows = before?.version === version - 1;
  const wholes = follows ? before.wholes : new Map<number, Whole>();
  const sure = follows ? Promise.all([before.sure, committed]).then((all) => all.every(Boolean)) : committed;
  for (const { id } of whole.members) keep(wholes, id, whole, WHOLES);
  keep(desks, owner, { version, wholes, sure }, OWNERS);
}
