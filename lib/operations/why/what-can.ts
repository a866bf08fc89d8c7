import { z } from "zod";
import { environmentNamesOf } from "../../../db/roster";
import type { ThreatModel } from "../../../db/threat-models";
import { worldOf } from "../../../db/worlds";
import { explainOnModel } from "../../domain/diagram/explain";
import { methods as catalogue, findMethod } from "../../domain/method";
import { resourceAt } from "../../domain/places";
import { invalid } from "../../domain/refusal";
import type { Resource } from "../../domain/resource";
import { decide, methodsOn } from "../../domain/rights";
import * as field from "../fields";
import { type At, operation } from "../operation";
import { yes } from "../verdict";
import { viewOf } from "../views";
import { thingShape } from "./anywhere";
import { isSeen, modelsSeen } from "./in-view";
import { memberAsked, methodAsked, oneself, ownerOfQuestion, type Somebody, whoFields } from "./question";
import { drawnNamed, ownerInSight, resourceNamed, thingFields, thingOf } from "./thing";

const MOST = 1_000;
const int = z.number().int();
/** What can be called on a threat model or a diagram of it. */
const onModels = catalogue.filter(({ name }) => name.startsWith("threatmodel.")).map(({ name }) => name);
const reached = z.strictObject({
  ...thingShape.shape,
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
    /** Where nothing was named: the widest first, and threat models last. */
    things: z.array(reached),
    total: int,
  }),
  owner: async (at) => (await ownerInSight(at)) ?? ownerOfQuestion(at),
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
      const methods = drawn ? methodsOnModel(drawn.model, at.facts) : methodsOn(world, asker, resource!);
      return { methods, things: [], total: methods.length };
    }
    const { startRow = 0, resultCount = MOST } = at.input;
    const view = await viewOf(at);
    const places: Found[] = world.places.ids
      .map((_, place) => resourceAt(world.places, place))
      .filter((one) => (method ? decide(world, asker, method, one).allowed : methodsOn(world, asker, one).length > 0))
      .filter((one) => isSeen(at, view, one))
      .map((resource) => ({ resource }));
    const models: Found[] = (await modelsSeen(at, view))
      .map((model) => ({ model, methods: methodsOnModel(model, at.facts) }))
      .filter(({ methods }) => (method ? methods.includes(method) : methods.length > 0));
    const all = [...places, ...models];
    const shown = all.slice(startRow, startRow + resultCount);
    return { methods: [], things: await thingWires(at, at.facts, shown), total: all.length };
  },
});

async function here(at: At<unknown>, tokenId: number | undefined): Promise<Somebody> {
  const me = await oneself(at, tokenId);
  return { ...me, owner: at.owner, world: await worldOf(at.db, at.owner, at.version, at.actor.uid), facts: null };
}

/** What is found: a thing that can be shared, or a threat model with what may be called on it. */
type Found = { resource: Resource } | { model: ThreatModel; methods: readonly string[] };

const methodsOnModel = (model: ThreatModel, { asker, world }: Somebody): string[] =>
  onModels.filter((name) => explainOnModel(model, asker, world, name).allowed);

async function thingWires(at: At<unknown>, { world, asker }: Somebody, shown: readonly Found[]): Promise<Reached[]> {
  const appids = shown.flatMap((one) => ("resource" in one && one.resource.type === "ENV" ? one.resource.id : []));
  const names = await environmentNamesOf(at.db, at.owner, appids);
  const counted = (methods: readonly string[]) => ({
    methods: methods.length,
    changes: methods.filter((name) => !findMethod(name)?.isSafe).length,
  });
  return shown.map((one) => {
    if ("model" in one) {
      const { id: resourceId, name } = one.model;
      return { type: "MODEL" as const, resourceId, name, ...counted(one.methods) };
    }
    const { type, id } = one.resource;
    return { type, resourceId: id, name: names.get(id) ?? id, ...counted(methodsOn(world, asker, one.resource)) };
  });
}
