import { type Person, peopleOf } from "./accounts";
import { readWholeOf, type Whole } from "./albums";
import type { Db } from "./client";
import { lastOnDesk, onDesk } from "./desk";
import type { Version } from "./worlds";

/** The people behind a member's collaboration, as far as it is known here: a guess at whom `wholeOfMember` will need. */
export const peopleNear = (owner: number, memberId: number): number[] => uidsIn(lastOnDesk(owner, memberId));

/**
 * A collaboration found by one of its members, in a write, with the people behind it: what is on the owner's desk, where it is of
 * the version the write begins with. `near` is who was read already.
 */
export async function wholeOfMember(
  at: Db,
  owner: number,
  version: Version,
  near: Promise<Person[]>,
  memberId: number,
): Promise<{ whole: Whole; people: Person[] } | undefined> {
  const whole = (await onDesk(owner, await version, memberId)) ?? (await readWholeOf(at, owner, memberId));
  if (!whole) return undefined;
  const [people, uids] = [await near, uidsIn(whole)];
  const isKnown = uids.every((uid) => people.some((one) => one.uid === uid));
  return { whole, people: isKnown ? people : await peopleOf(at, uids) };
}

const uidsIn = (whole: Whole | undefined): number[] =>
  whole?.members.flatMap(({ member_uid }) => member_uid ?? []) ?? [];
