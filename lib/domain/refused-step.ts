import { refusedBecause, type Standing, type Step } from "./collaboration";
import { REASON } from "./reason";
import { Refusal } from "./refusal";

/** The refusal for a step that does not exist: `exists` for inviting who is already in, `wrong-state` otherwise (D11). */
export function refusedStep(step: Step, standing: Standing, name: string): Refusal {
  const alreadyIn = step === "invite" && (standing === "ACTIVE" || standing === "SUSPENDED");
  return new Refusal(alreadyIn ? "exists" : "wrong-state", refusedBecause(step, standing, name), {
    reason: alreadyIn ? REASON.memberThere : REASON.memberElsewhere,
  });
}
