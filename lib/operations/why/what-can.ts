import { z } from "zod";
import { namesOf as accountsNamed } from "../../../db/accounts";
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
import { isSeen, modelsSeen } from "../models-seen";
import { type At, operation } from "../operation";
import { yes } from "../verdict";
import { viewOf } from "../views";
import { thingShape } from "./anywhere";
import { memberAsked, methodAsked, oneself, ownerOfQuestion, type Somebody, whoFields } from "./question";
import { drawnNamed, ownerInSight, resourceNamed, thingFields, thingOf } from "./thing";

const MOST = 1_000;
const int = z.number().int();
/** What can be called on a threat model or a diagram of it. */
const onModels = catalogue.filter(({ name }) => name.startsWith("threatmodel.")).map(({ name }) => name);
const reached = z.strictObject({
  ...thingShape.shape,
  /** Whose it is; null for the caller's own. */
  owner: z.strictObject({ uid: int, name: z.string() }).nullable(),
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
  summary:
    "List what somebody may call on a thing; or, without a thing, everything that they reach: of the account, and of everyone the caller works with where they ask about themselves and name no owner.",
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
    /** Where nothing was named: of each account, the caller's own first, the widest first, and threat models last. */
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
    const { startRow = 0, resultCount = MOST, memberId, tokenId, ownerUid } = at.input;
    const isEverywhere = memberId === undefined && ownerUid === undefined;
    const sides = isEverywhere ? await sidesOf(at, tokenId) : [{ at, who: at.facts }];
    const all = (await Promise.all(sides.map((side) => foundIn(side, method)))).flat();
    const shown = all.slice(startRow, startRow + resultCount);
    return { methods: [], things: await thingWires(at, shown), total: all.length };
  },
});

/** Somebody, and the account in which they are looked at. */
type Side = { at: At<unknown>; who: Somebody };

/** The caller in every account they can see, their own first. */
async function sidesOf(at: At<unknown>, tokenId: number | undefined): Promise<Side[]> {
  const accounts = [...at.actor.versions].sort(
    ([a], [b]) => Number(b === at.actor.uid) - Number(a === at.actor.uid) || a - b,
  );
  return Promise.all(
    accounts.map(async ([owner, version]) => {
      const there = { ...at, owner, version };
      return { at: there, who: await here(there, tokenId) };
    }),
  );
}

async function here(at: At<unknown>, tokenId: number | undefined): Promise<Somebody> {
  const me = await oneself(at, tokenId);
  return { ...me, owner: at.owner, world: await worldOf(at.db, at.owner, at.version, at.actor.uid), facts: null };
}

/** What is found: a thing that can be shared, or a threat model, with what may be called on it. */
type Found = Side & { methods: readonly string[] } & ({ resource: Resource } | { model: ThreatModel });

const methodsOnModel = (model: ThreatModel, { asker, world }: Somebody): string[] =>
  onModels.filter((name) => explainOnModel(model, asker, world, name).allowed);

/** Where somebody may call the method in an account, or any where none is named. */
async function foundIn(side: Side, method: string | null): Promise<Found[]> {
  const { at, who } = side;
  const { world, asker } = who;
  const view = await viewOf(at);
  const places = world.places.ids
    .map((_, place) => resourceAt(world.places, place))
    .filter((one) => isSeen(at, view, one) && (!method || decide(world, asker, method, one).allowed))
    .map((resource): Found => ({ ...side, resource, methods: methodsOn(world, asker, resource) }));
  const models = (await modelsSeen(at, view))
    .map((model): Found => ({ ...side, model, methods: methodsOnModel(model, who) }))
    .filter(({ methods }) => !method || methods.includes(method));
  return [...places, ...models].filter(({ methods }) => method !== null || methods.length > 0);
}

async function thingWires({ db, actor }: At<unknown>, shown: readonly Found[]): Promise<Reached[]> {
  const owners = new Set(shown.map(({ at }) => at.owner));
  const accounts = await accountsNamed(db, owners);
  const names = new Map<string, string>();
  for (const owner of owners) {
    const appids = shown.flatMap((one) =>
      one.at.owner === owner && "resource" in one && one.resource.type === "ENV" ? one.resource.id : [],
    );
    for (const [appid, name] of await environmentNamesOf(db, owner, appids)) names.set(appid, name);
  }
  return shown.map((one) => {
    const { at, methods } = one;
    const thing =
      "model" in one
        ? { type: "MODEL" as const, resourceId: one.model.id, name: one.model.name }
        : {
            type: one.resource.type,
            resourceId: one.resource.id,
            name: names.get(one.resource.id) ?? one.resource.id,
          };
    const account = accounts.get(at.owner);
    return {
      ...thing,
      owner: at.owner === actor.uid ? null : { uid: at.owner, name: account?.name || account?.email || "" },
      methods: methods.length,
      changes: methods.filter((name) => !findMethod(name)?.isSafe).length,
    };
  });
}
