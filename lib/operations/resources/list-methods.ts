import { z } from "zod";
import { notFound } from "../../domain/refusal";
import { resourceTypes } from "../../domain/resource";
import { methodsOn } from "../../domain/rights";
import * as field from "../fields";
import { sightsOf } from "../in-sight";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { stringArrayResponse } from "../wire/shapes";

export const getCollaborationResourceMethods = operation({
  method: "users.collaboration.GetCollaborationResourceMethods",
  kind: "read",
  scope: "resource",
  summary: "List every method the caller may call on a resource.",
  input: z.object({ resourceId: field.text(), resourceType: field.choice(resourceTypes) }),
  output: stringArrayResponse,
  load: async (at) => {
    const sights = await sightsOf(at, at.input.resourceType, at.input.resourceId);
    if (sights.length === 0) throw notFound("resource");
    return sights;
  },
  allow: theirOwn,
  handle: async ({ actor, facts }) => {
    const methods = new Set(facts.flatMap(({ world, resource }) => methodsOn(world, actor, resource)));
    return { array: [...methods].sort() };
  },
});
