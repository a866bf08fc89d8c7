import { findMember } from "../../../db/collaborations";
import type { MemberRow } from "../../../db/schema";
import { mayTake, type Step } from "../../domain/collaboration";
import { notFound } from "../../domain/refusal";
import type { At } from "../operation";
import { mayActForOwner, type Standing, standingOf } from "../standing";
import { all, no, type Verdict, yes } from "../verdict";

export type Target = { standing: Standing; member: MemberRow };

/** The member an owner-side method means, and where the actor stands. Refusal: not-found. */
export async function loadTarget(at: At<{ id: number }>): Promise<Target> {
  const standing = await standingOf(at);
  const member = await findMember(at.db, at.owner, at.input.id);
  // Without the right to manage, a member knows of no other member than themselves (D4).
  if (!member || !(mayActForOwner(at, standing).allowed || member.member_uid === at.actor.uid))
    throw notFound("member");
  return { standing, member };
}

/** The owner, or a delegate who touches somebody else (D10). */
export const mayManage = (at: At<unknown> & { facts: Target }): Verdict =>
  all(
    mayActForOwner(at, at.facts.standing),
    at.facts.member.member_uid === at.actor.uid
      ? no("Nobody changes their own membership.")
      : yes("It is another person's membership."),
  );

/** As `mayManage`, for a step of the state machine. */
export const mayStep =
  (step: Step) =>
  (at: At<unknown> & { facts: Target }): Verdict => {
    const isTheMember = at.facts.member.member_uid === at.actor.uid;
    const acting = mayActForOwner(at, at.facts.standing);
    if (mayTake(step, { actsForOwner: acting.allowed, isTheMember })) return acting;
    return acting.allowed ? no("Nobody changes their own membership.") : acting;
  };
