import { type Person, peopleOf } from "./accounts";
import { readWholeOf, type Whole } from "./albums";
import type { Db } from "./client";
import { lastOnDesk, onDesk } from "./desk";
import type { Version } from "./worlds";

/** What a member's collaboration was when it was written last: at which version, and who is in it. */
export function lastAtHand(owner: number, memberId: number): { version: number; people: number[] } | undefined {
  const last = lastOnDesk(owner, memberId);
  return last && { version: last.version, people: uidsIn(last.whole) };
}

/** A collaboration found by one of its members, in a write: what is on the owner's desk, where it is of the version the write begins with. */
export const wholeOfMember = async (
  at: Db,
  owner: number,
  version: Version,
  memberId: number,
): Promise<Whole | undefined> => onDesk(owner, await version, memberId) ?? (await readWholeOf(at, owner, memberId));

/** The people behind a collaboration; `near` is who was read already. */
export async function peopleIn(at: Db, whole: Whole, near: Promise<Person[]>): Promise<Person[]> {
  const [known, uids] = [await near, uidsIn(whole)];
  return uids.every((uid) => known.some((one) => one.uid === uid)) ? known : peopleOf(at, uids);
}

const uidsIn = (whole: Whole): number[] => whole.members.flatMap(({ member_uid }) => member_uid ?? []);
