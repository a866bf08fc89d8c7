import type { Whole } from "../../../db/albums";
import { findMember, findWhole } from "../../../db/collaborations";
import type { MemberRow } from "../../../db/schema";
import { notFound } from "../../domain/refusal";
import type { At } from "../operation";
import { no, type Verdict, yes } from "../verdict";

/** Teams are the owner's own business: no policy can hold users.team.* . */
export const ownersOnly = (at: At<unknown>): Verdict =>
  at.owner === at.actor.uid ? yes("They own the account.") : no("Only the owner of an account manages its teams.");

/** One of the owner's teams, whole; null for whoever is refused anyway, so that they learn nothing. Refusal: not-found. */
export async function loadTeam(at: At<{ teamId: number }>): Promise<Whole | null> {
  if (!ownersOnly(at).allowed) return null;
  const team = await findWhole(at.db, at.owner, at.input.teamId);
  if (team?.collaboration.type !== "GROUP") throw notFound("team");
  return team;
}

/** One member of one of the owner's teams; null for whoever is refused anyway. Refusal: not-found. */
export async function loadTeamMember(at: At<{ memberId: number }>): Promise<MemberRow | null> {
  if (!ownersOnly(at).allowed) return null;
  const member = await findMember(at.db, at.owner, at.input.memberId);
  if (member?.type !== "GROUP") throw notFound("member");
  return member;
}
