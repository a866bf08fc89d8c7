import type { MemberStatus } from "./collaboration";
import type { Difference } from "./difference";
import type { WorldFacts } from "./world";

/**
 * Those who are invited or suspended have no access now and would have some, so a change concerns them too. In facts made `expectant`
 * each such membership is a person of its own, with a number below zero: nobody's account.
 */
const waiting: readonly MemberStatus[] = ["PENDING", "SUSPENDED"];

export const expectant = (facts: WorldFacts): WorldFacts => ({
  ...facts,
  members: facts.members.map((member) =>
    waiting.includes(member.status) ? { ...member, uid: -member.id, status: "ACTIVE" } : member,
  ),
});

/** The numbers of those who wait, or are not there, on both sides: whoever begins or ceases to wait is told of by their account. */
export function waitingIn(...sides: WorldFacts[]): (uid: number) => boolean {
  const active = new Set(
    sides.flatMap(({ members }) => members.flatMap(({ id, status }) => (status === "ACTIVE" ? -id : []))),
  );
  return (uid) => !active.has(uid);
}

export const onlyOf = (all: Difference, counts: (uid: number) => boolean): Difference =>
  new Map([...all].filter(([uid]) => uid > 0 || counts(uid)));
