import { moveMember } from "../../db/collaborations";
import type { MemberRow } from "../../db/schema";
import { fromStates, type MemberStatus, next, type Step } from "../domain/collaboration";
import { refusedStep } from "../domain/refused-step";
import type { At, Leave } from "./operation";

/** Takes one step of the state machine as one conditional write (D2), and journals it. Refusal: wrong-state. */
export async function take(
  at: At<unknown> & Leave & { facts: { member: MemberRow } },
  step: Step,
  to: MemberStatus,
): Promise<void> {
  const { member } = at.facts;
  const legal = next(step, member.status)?.to === to;
  const moved =
    legal &&
    (await moveMember(at.db, at.owner, member.id, fromStates(step, to), { status: to, status_at: new Date() }));
  if (!moved) throw refusedStep(step, member.status, member.display_name || member.email_shown);
  at.record({ target: "member", id: member.id, before: { status: member.status }, after: { status: to } });
}
