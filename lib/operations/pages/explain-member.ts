import { z } from "zod";
import { findMethod } from "../../domain/method";
import { invalid } from "../../domain/refusal";
import { resourceTypes } from "../../domain/resource";
import { decide } from "../../domain/rights";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { stepShape, tellSteps } from "../told-steps";
import { yes } from "../verdict";
import { subjectOf } from "./subject";

const explanation = z.strictObject({ allowed: z.boolean(), steps: z.array(stepShape) });
export type MemberExplanation = z.infer<typeof explanation>;

export const explainMember = operation({
  method: "confer.pages.ExplainMember",
  grant: "users.collaboration.GetMembers",
  kind: "read",
  tokens: false,
  summary: "Tell why a member may call a method on a thing, or may not: the decision with every step of its way.",
  input: z.object({
    id: field.id(),
    resource: z.strictObject({ type: z.enum(resourceTypes), id: field.text() }),
    serviceMethod: field.text(),
    ownerUid: field.ownerUid(),
  }),
  output: explanation,
  owner: ownerMeant,
  load: subjectOf,
  allow: () => yes("Whom they may not manage they do not find."),
  handle: async ({ db, input, facts: { world, uid } }) => {
    const method = findMethod(input.serviceMethod);
    if (!method) throw invalid("serviceMethod", `there is no method ${input.serviceMethod}`);
    const { allowed, trail } = decide(world, { uid }, method.name, input.resource);
    return { allowed, steps: await tellSteps(db, world, trail) };
  },
});
