import type { Answer } from "@/lib/actions/answer";
import { activateMember, resendMemberInvitation } from "@/lib/actions/members";
import { addPolicy, editPolicy } from "@/lib/actions/policies";
import { deleteResources, setResource } from "@/lib/actions/resources";
import { addRole, editRole } from "@/lib/actions/roles";
import { editThreatModel } from "@/lib/actions/threat-models";
import { editToken } from "@/lib/actions/tokens";
import type { Explained } from "./queries";

export type Offered = NonNullable<Explained["offered"]>;
export type Step = Offered[number]["steps"][number];

/** Takes these steps one after the other, up to the first that is refused. */
export async function take(steps: readonly Step[]): Promise<Answer<unknown>> {
  let answer: Answer<unknown> = { ok: true, value: null };
  for (const step of steps) if (answer.ok) answer = await takeOne(step);
  return answer;
}

async function takeOne(step: Step): Promise<Answer<unknown>> {
  switch (step.verb) {
    case "activateMember":
      return activateMember(step.input);
    case "addPolicy":
      return addPolicy(step.input);
    case "addRole":
      return addRole(step.input);
    case "deleteResources":
      return deleteResources(step.input);
    case "editPolicy":
      return editPolicy(step.input);
    case "editRole":
      return editRole(step.input);
    case "editThreatModel":
      return editThreatModel(step.input);
    case "editToken":
      return editToken(step.input);
    case "resendMemberInvitation":
      return resendMemberInvitation(step.input);
    case "setResource":
      return setResource(step.input);
    default:
      throw new Error(`No answer offers to ${step.verb}.`);
  }
}
