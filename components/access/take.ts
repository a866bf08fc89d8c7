import type { Step } from "@/components/use-preview";
import type { Answer } from "@/lib/actions/answer";
import { activateMember } from "@/lib/actions/members";
import { editPolicy } from "@/lib/actions/policies";
import { deleteResources, setResource } from "@/lib/actions/resources";
import { editRole } from "@/lib/actions/roles";
import { editThreatModel } from "@/lib/actions/threat-models";

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
    case "deleteResources":
      return deleteResources(step.input);
    case "editPolicy":
      return editPolicy(step.input);
    case "editRole":
      return editRole(step.input);
    case "editThreatModel":
      return editThreatModel(step.input);
    case "setResource":
      return setResource(step.input);
    default:
      throw new Error(`No answer offers to ${step.verb}.`);
  }
}
