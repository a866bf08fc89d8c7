import { z } from "zod";
import { environmentNamesOf } from "../../../db/roster";
import { findMethod } from "../../domain/method";
import { invalid } from "../../domain/refusal";
import { type Resource, resourceTypes } from "../../domain/resource";
import { decide } from "../../domain/rights";
import type { TrailStep } from "../../domain/trail";
import { shareResource } from "../../domain/ways";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { yes } from "../verdict";
import { subjectOf } from "./subject";

const place = z.strictObject({ type: z.enum(resourceTypes), resourceId: z.string(), name: z.string() });
const step = z.strictObject({
  step: z.enum(["resource", "owner", "token", "member", "status", "share", "level", "role", "policy", "method"]),
  name: z.string(),
  /** Of a policy. */
  policyId: z.number().nullable(),
  counted: z.boolean(),
  reason: z.string() as z.ZodType<TrailStep["reason"]>,
  /** Of a share: what is shared. */
  place: place.nullable(),
});
const explanation = z.strictObject({ allowed: z.boolean(), steps: z.array(step) });
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
  handle: async ({ db, owner, input, facts: { world, uid } }) => {
    const method = findMethod(input.serviceMethod);
    if (!method) throw invalid("serviceMethod", `there is no method ${input.serviceMethod}`);
    const { allowed, trail } = decide(world, { uid }, method.name, input.resource);
    const places = new Map<TrailStep, Resource>();
    for (const one of trail) {
      const shared = one.step === "share" ? shareResource(world, Number(one.id)) : null;
      if (shared) places.set(one, shared);
    }
    const appids = [...places.values()].flatMap(({ type, id }) => (type === "ENV" ? id : []));
    const names = await environmentNamesOf(db, owner, appids);
    return {
      allowed,
      steps: trail.map((one) => {
        const at = places.get(one);
        const { step, id, name, counted, reason } = one;
        return {
          step,
          name,
          policyId: step === "policy" && typeof id === "number" ? id : null,
          counted,
          reason,
          place: at ? { type: at.type, resourceId: at.id, name: names.get(at.id) ?? at.id } : null,
        };
      }),
    };
  },
});
