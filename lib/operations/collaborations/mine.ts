import { moveMember } from "../../../db/collaborations";
import type { MemberRow } from "../../../db/schema";
import { fromStates, type MemberStatus, next, type Step } from "../../domain/collaboration";
import { refusedStep } from "../../domain/refused-step";
import { collaborationOfOwner } from "../lookups";
import { mineById } from "../mine";
import type { Asked, At, Leave } from "../operation";
import { no, type Verdict, yes } from "../verdict";

/** The shard of a member-side method: that of the owner whose collaboration the id names. Refusal: not-found. */
export const ownerOfMine = async (at: Asked<{ id: number }>): Promise<number> =>
  (await mineById(at, at.input.id)).owner_uid;

/** The actor's own membership, read inside the transaction. Refusal: not-found, for the owner too. */
export const loadMine = async (at: At<{ id: number }>): Promise<{ member: MemberRow }> => ({
  member: await mineById(at, at.input.id),
});

/** As `ownerOfMine`, for what an owner may know of but not do: their own account, where the collaboration is theirs. */
export const ownerOfSeen = async (at: Asked<{ id: number }>): Promise<number> =>
  (await collaborationOfOwner(at.db, at.actor.uid, at.input.id)) !== null ? at.actor.uid : ownerOfMine(at);

/** As `loadMine`; null for the owner. */
export const loadSeen = async (at: At<{ id: number }>): Promise<{ member: MemberRow | null }> => ({
  member: at.owner === at.actor.uid ? null : await mineById(at, at.input.id),
});

export const memberOnly =
  (because: string) =>
  (at: { facts: { member: MemberRow | null } }): Verdict =>
    at.facts.member ? yes("It is their own.") : no(because);

type Mine = At<unknown> & Leave & { facts: { member: MemberRow } };

/** Takes one of the member's own steps as one conditional write (D2). Refusal: wrong-state. */
export async function step(
  at: Mine,
  taken: Step,
  change: Partial<Omit<MemberRow, "created_at">> = {},
  /** What they said about it, if anything. */
  reason = "",
): Promise<MemberStatus> {
  const { member } = at.facts;
  const to = next(taken, member.status)?.to as MemberStatus | undefined;
  const moved =
    to &&
    (await moveMember(at.db, at.owner, member.id, fromStates(taken, to), {
      status: to,
      status_at: new Date(),
      ...change,
    }));
  if (!moved) throw refusedStep(taken, member.status, "this membership");
  at.record({
    target: "member",
    id: member.id,
    before: { status: member.status },
    after: { status: to, ...(reason ? { reason } : {}) },
  });
  return to;
}
