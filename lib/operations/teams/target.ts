import type { Whole } from "../../../db/albums";
import { findMember, findWhole } from "../../../db/collaborations";
import type { MemberRow } from "../../../db/schema";
import { notFound } from "../../domain/refusal";
import type { At } from "../operation";

/** One of the owner's teams, whole: they are the owner's own business, and no policy can hold users.team.*. Refusal: not-found. */
export async function loadTeam(at: At<{ teamId: number }>): Promise<Whole> {
  const team = await findWhole(at.db, at.owner, at.input.teamId);
  if (team?.collaboration.type !== "GROUP") throw notFound("team");
  return team;
}

/** One member of one of the owner's teams. Refusal: not-found. */
export async function loadTeamMember(at: At<{ memberId: number }>): Promise<MemberRow> {
  const member = await findMember(at.db, at.owner, at.input.memberId);
  if (member?.type !== "GROUP") throw notFound("member");
  return member;
}
