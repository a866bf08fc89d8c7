import type { Whole } from "../../db/albums";
import { compile, type World, type WorldFacts } from "../domain/world";

/** Stands for whoever a collaboration is with: bound or not, active or not yet. */
export const TAKER = -1;

type Shares = WorldFacts["shares"];

/** The shares of a collaboration as facts of its owner's world. */
export const sharesAsFacts = (whole: Whole): Shares =>
  whole.shares.map((share) => ({
    id: share.id,
    collaborationId: whole.collaboration.id,
    type: share.type,
    resourceId: share.resource_id,
    roleIds: share.role_ids,
    endsAt: share.ends_at?.getTime() ?? null,
  }));

/** The world in which the taker is active in this collaboration and shares these things with the owner, and nothing else. */
export function worldOfTaker(facts: WorldFacts, whole: Whole, shares: Shares = sharesAsFacts(whole)): World {
  const member = { id: TAKER, collaborationId: whole.collaboration.id, uid: TAKER, status: "ACTIVE" as const };
  const others = facts.shares.filter((share) => share.collaborationId !== whole.collaboration.id);
  return compile({ ...facts, members: [...facts.members, member], shares: [...others, ...shares] });
}
