import { saveEnd } from "../../db/ends";
import type { MemberRow } from "../../db/schema";
import { Refusal } from "../domain/refusal";
import { refusedStep } from "../domain/refused-step";
import type { At, Leave } from "./operation";
import { untilWire } from "./until";

/** Whoever may let a member back in may say for how long. */
export const SETS_ENDS = "users.collaboration.ActivateMember";

/** Gives a membership or invitation this end, or none. Refusal: wrong-state for one that is over. */
export async function endMembership(at: At<unknown> & Leave, member: MemberRow, until: Date | null): Promise<void> {
  if (member.status === "REJECTED" || member.status === "LEFT") {
    throw refusedStep("suspend", member.status, member.display_name || member.email_shown);
  }
  await saveEnd(at.db, at.owner, "member", member.id, until);
  at.record({
    target: "member",
    id: member.id,
    before: { until: null, ...untilWire(member) },
    after: { until: null, ...untilWire({ ends_at: until }) },
  });
}

/** Refusal: token-scope, for a token that does not hold what ends are set with. */
export function mustSetEnds({ actor }: Pick<At<unknown>, "actor">): void {
  if (actor.token && !actor.token.methods.has(SETS_ENDS)) {
    throw new Refusal("token-scope", `access token does not include [${SETS_ENDS}]`);
  }
}
