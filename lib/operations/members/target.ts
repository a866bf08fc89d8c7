import type { Whole } from "../../../db/albums";
import { wholeOfMember } from "../../../db/at-hand";
import { findMember } from "../../../db/collaborations";
import type { MemberRow } from "../../../db/schema";
import { mayTake, type Step } from "../../domain/collaboration";
import { notFound } from "../../domain/refusal";
import type { At } from "../operation";
import { mayActForOwner, type Standing, standingOf } from "../standing";
import { all, no, ofAnother, type Verdict } from "../verdict";

export type Target = { standing: Standing; member: MemberRow };

/** The member an owner-side method means, and where the actor stands. Refusal: not-found. */
export async function loadTarget(at: At<{ id: number }>): Promise<Target> {
  const standing = await standingOf(at);
  return { standing, member: known(at, standing, await findMember(at.db, at.owner, at.input.id)) };
}

/** The same with everything that hangs on the member's collaboration, read in the same trip. Refusal: not-found. */
export async function loadWholeTarget(at: At<{ id: number }>): Promise<Target & { whole: Whole }> {
  const [standing, whole] = await Promise.all([
    standingOf(at),
    wholeOfMember(at.db, at.owner, at.version, at.input.id),
  ]);
  const member = known(
    at,
    standing,
    whole?.members.find(({ id }) => id === at.input.id),
  );
  return { standing, member, whole: whole! };
}

/** Without the right to manage, a member knows of no other member than themselves (D4). */
function known(at: At<unknown>, standing: Standing, member: MemberRow | undefined): MemberRow {
  if (!member || !(mayActForOwner(at, standing).allowed || member.member_uid === at.actor.uid))
    throw notFound("member");
  return member;
}

/** The owner, or a delegate who touches somebody else (D10). */
export const mayManage = (at: At<unknown> & { facts: Target }): Verdict =>
  all(mayActForOwner(at, at.facts.standing), ofAnother(at.facts.member.member_uid === at.actor.uid));

/** As `mayManage`, for a step of the state machine. */
export const mayStep =
  (step: Step) =>
  (at: At<unknown> & { facts: Target }): Verdict => {
    const isTheMember = at.facts.member.member_uid === at.actor.uid;
    const acting = mayActForOwner(at, at.facts.standing);
    if (mayTake(step, { actsForOwner: acting.allowed, isTheMember })) return acting;
    return acting.allowed ? no("Nobody changes their own membership.") : acting;
  };
