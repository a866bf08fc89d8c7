import { z } from "zod";
import { environmentNamesOf } from "../../../db/roster";
import { worldOf } from "../../../db/worlds";
import { explainOnModel } from "../../domain/diagram/explain";
import { methods as catalogue, findMethod } from "../../domain/method";
import { resourceAt } from "../../domain/places";
import { invalid } from "../../domain/refusal";
import { type Resource, resourceTypes } from "../../domain/resource";
import { decide, methodsOn } from "../../domain/rights";
import * as field from "../fields";
import { type At, operation } from "../operation";
import { ownerMeant } from "../standing";
import { yes } from "../verdict";
import { memberAsked, methodAsked, oneself, type Somebody, whoFields } from "./question";
import { drawnNamed, ownerInSight, resourceNamed, thingFields, thingOf } from "./thing";

const MOST = 1_000;
const int = z.number().int();
/** What can be called on a threat model or a diagram of it. */
const onModels = catalogue.filter(({ name }) => name.startsWith("threatmodel.")).map(({ name }) => name);
const reached = z.strictObject({
  type: z.enum(resourceTypes),
  resourceId: z.string(),
  name: z.string(),
  /** How many methods they may call there, and how many of those change something. */
  methods: int,
  changes: int,
});
export type Reached = z.infer<typeof reached>;

/** What somebody may do on a thing, or, without one, what they reach; with a method only where they may call it. */
export const whatCan = operation({
  method: "confer.access.WhatCan",
  grant: "users.collaboration.CheckEnvironmentRights",
  kind: "read",
  scope: "self",
  summary: "List what somebody may call on a thing; or, without a thing, everything of the account that they reach.",
  input: z.object({
    ...whoFields,
    ...thingFields,
    serviceMethod: field.text().optional(),
    startRow: field.count(1_000_000).optional(),
    resultCount: field.count(MOST).optional(),
  }),
  output: z.strictObject({
    /** On the thing named; only those that can be shared. */
    methods: z.array(z.string()),
    /** Where nothing was named: the widest first. */
    things: z.array(reached),
    total: int,
  }),
  owner: async (at) => (await ownerInSight(at)) ?? ownerMeant(at),
  load: async (at) => {
    const { memberId, tokenId, serviceMethod } = at.input;
    const drawn = await drawnNamed(at);
    const somebody = memberId === undefined ? await here(at, tokenId) : await memberAsked(at, memberId);
    const method = serviceMethod === undefined ? null : methodAsked(serviceMethod);
    const resource = !drawn && resourceNamed(at.input) ? await thingOf(at) : null;
    if ((resource || drawn) && method) throw invalid("serviceMethod");
    return { ...somebody, method, resource, drawn };
  },
  allow: () => yes("What they may not know of they do not find."),
  handle: async (at) => {
    const { world, asker, resource, drawn, method } = at.facts;
    if (resource || drawn) {
      const methods = drawn
        ? onModels.filter((name) => explainOnModel(drawn.model, asker, world, name).allowed)
        : methodsOn(world, asker, resource!);
      return { methods, things: [], total: methods.length };
    }
    const { startRow = 0, resultCount = MOST } = at.input;
    const all = world.places.ids
      .map((_, place) => resourceAt(world.places, place))
      .filter((one) => (method ? decide(world, asker, method, one).allowed : methodsOn(world, asker, one).length > 0));
    const shown = all.slice(startRow, startRow + resultCount);
    return { methods: [], things: await thingWires(at, at.facts, shown), total: all.length };
  },
});

async function here(at: At<unknown>, tokenId: number | undefined): Promise<Somebody> {
  const me = await oneself(at, tokenId);
  return { ...me, owner: at.owner, world: await worldOf(at.db, at.owner, at.version, at.actor.uid), facts: null };
}

async function thingWires(at: At<unknown>, { world, asker }: Somebody, shown: readonly Resource[]): Promise<Reached[]> {
  const appids = shown.flatMap(({ type, id }) => (type === "ENV" ? id : []));
  const names = await environmentNamesOf(at.db, at.owner, appids);
  return shown.map((one) => {
    const methods = methodsOn(world, asker, one);
    const changes = methods.filter((name) => !findMethod(name)?.isSafe).length;
    return { type: one.type, resourceId: one.id, name: names.get(one.id) ?? one.id, methods: methods.length, changes };
  });
}
