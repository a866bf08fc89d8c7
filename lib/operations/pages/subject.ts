import { findMember, findWhole } from "../../../db/collaborations";
import type { MemberRow } from "../../../db/schema";
import { factsOf, worldOf } from "../../../db/worlds";
import { notFound } from "../../domain/refusal";
import type { World } from "../../domain/world";
import type { At } from "../operation";
import { mayActForOwner, standingOf } from "../standing";
import { TAKER, worldOfTaker } from "../taker";
import { statusNow } from "../until";

/**
 * A member whose rights the owner looks at. `now`: they are active, and judged with all their memberships, teams included; else
 * they are judged as if they were active in this one. Refusal: not-found, also for whoever may not manage members (D4).
 */
export type Subject = { member: MemberRow; world: World; uid: number; now: boolean };

export async function subjectOf(at: At<{ id: number }>): Promise<Subject> {
  const member = mayActForOwner(at, await standingOf(at)).allowed
    ? await findMember(at.db, at.owner, at.input.id)
    : undefined;
  if (!member) throw notFound("member");
  const uid = member.member_uid;
  if (statusNow(member) === "ACTIVE" && uid !== null) {
    return { member, world: await worldOf(at.db, at.owner, at.version, uid), uid, now: true };
  }
  const whole = (await findWhole(at.db, at.owner, member.collaboration_id))!;
  const world = worldOfTaker(await factsOf(at.db, at.owner, at.version, TAKER), whole);
  return { member, world, uid: TAKER, now: false };
}
