import { z } from "zod";
import { ANYWHERE, countCall } from "../../../db/calls";
import { worldOf } from "../../../db/worlds";
import { howDecided } from "../../domain/kept-decision";
import { findMethod } from "../../domain/method";
import { invalid, notFound, Refusal } from "../../domain/refusal";
import { type Resource, resourceTypes } from "../../domain/resource";
import { type Asker, decide, methodsAnywhere } from "../../domain/rights";
import { tell } from "../../domain/telling";
import type { World } from "../../domain/world";
import * as field from "../fields";
import { type Sight, sightsOf } from "../in-sight";
import { type Asked, operation } from "../operation";
import { stepShape, tellSteps } from "../told-steps";
import { no, yes } from "../verdict";

const explanation = z.strictObject({
  method: z.string(),
  allowed: z.boolean(),
  sentence: z.string(),
  chain: z.array(stepShape),
  weighed: z.array(stepShape),
});

/** A right that was there when it was asked for; on null, somewhere. */
type Use = { owner: number; method: string; resource: Resource | null };
type Input = { appid?: string | undefined; envName?: string | undefined; resourceId?: string | undefined } & {
  resourceType?: (typeof resourceTypes)[number] | undefined;
  ownerUid?: number | undefined;
};

/**
 * May the caller call these methods (D7)? On one environment, named by `appid` or by the extension parameters; on any other
 * resource by `resourceId` and `resourceType`; or, with none of them, anywhere: over everyone they work with, or in their own account
 * when they work with nobody. An open invitation counts for nothing, so that nobody loses a right by being invited.
 */
export const checkEnvironmentRights = operation({
  method: "users.collaboration.CheckEnvironmentRights",
  kind: "read",
  scope: "self",
  summary: "Tell whether the caller may call the methods listed: all of them, or with isAny at least one.",
  input: z.object({
    serviceMethod: field.texts(500),
    isAny: field.flag().optional(),
    appid: field.text().optional(),
    envName: field.text().optional(),
    resourceId: field.text().optional(),
    resourceType: field.choice(resourceTypes).optional(),
    ownerUid: field.ownerUid(),
    explain: field.flag().optional(),
  }),
  output: z.strictObject({ explanations: z.array(explanation).optional() }),
  load: async (at) => {
    const names = at.input.serviceMethod.map((name) => name.trim()).filter((name) => name !== "");
    if (names.length === 0) throw invalid("serviceMethod");
    const sights = await sightsNamed(at, at.input);
    const worlds = sights ? [] : await worldsOf(at, at.input.ownerUid);
    const used: Use[] = [];
    const missing = names.filter((name) => {
      const method = findMethod(name)?.name;
      if (!method) return true;
      const sight = sights?.find(({ world, resource }) => decide(world, at.actor, method, resource).allowed);
      if (sight) used.push({ owner: sight.owner, method, resource: sight.resource });
      if (sights) return !sight;
      const world = worlds.find((one) => anywhere(one, at.actor).has(method));
      if (world) used.push({ owner: world.ownerUid, method, resource: null });
      return !world;
    });
    const explanations = at.input.explain ? await explained(at, names, sights) : undefined;
    if (explanations && !passes(at.input, names, missing)) {
      const { detail } = refused(at, sights, missing);
      throw new Refusal("forbidden", refusalOf(missing), { ...detail, more: { explanations } });
    }
    return { names, missing, used, explanations, sights };
  },
  allow: ({ input, actor, facts: { names, missing, sights } }) =>
    passes(input, names, missing) ? yes("They hold what was asked.") : refused({ actor }, sights, missing),
  handle: async ({ actor, facts: { used, explanations } }) => {
    // Whoever looks at what somebody sees uses none of their rights.
    for (const { owner, method, resource } of actor.viewed ? [] : used) {
      countCall(owner, actor.uid, method, resource?.type ?? ANYWHERE, resource?.id ?? "");
    }
    return explanations ? { explanations } : {};
  },
});

const passes = ({ isAny }: { isAny?: boolean | undefined }, names: readonly string[], missing: readonly string[]) =>
  isAny ? missing.length < names.length : missing.length === 0;

/** With the way to the first no of the thing named, which is somebody's. */
function refused(
  { actor }: Pick<Asked<unknown>, "actor">,
  sights: readonly Sight[] | null,
  missing: readonly string[],
) {
  const sight = sights?.[0];
  const method = findMethod(missing[0] ?? "")?.name;
  if (!sight || !method) return no(refusalOf(missing));
  const { world, resource, owner } = sight;
  return no(refusalOf(missing), howDecided(decide(world, actor, method, resource), world, resource), owner);
}

const refusalOf = (missing: readonly string[]) => `access to [${missing.join(";")}] is not permitted`;

/** With `explain`, an extension: the way to each answer. Asked anywhere there is none to one thing. */
async function explained(at: Asked<unknown>, names: readonly string[], sights: readonly Sight[] | null) {
  const told: z.infer<typeof explanation>[] = [];
  for (const name of names) {
    const method = findMethod(name)?.name ?? name;
    for (const { world, resource } of sights ?? []) {
      const decision = decide(world, at.actor, method, resource);
      const { sentence, chain, weighed } = tell(decision);
      told.push({
        method,
        allowed: decision.allowed,
        sentence,
        chain: await tellSteps(at.db, world, chain),
        weighed: await tellSteps(at.db, world, weighed),
      });
    }
  }
  return told;
}

/** What the call names, or null when it names nothing that is an environment: `cluster` and the like (D7). */
async function sightsNamed(at: Asked<unknown>, input: Input): Promise<Sight[] | null> {
  const { appid, envName, resourceId, resourceType } = input;
  if (envName === undefined && resourceId === undefined) {
    if (appid === undefined) return null;
    const sights = await sightsOf(at, "ENV", appid);
    return sights.length > 0 ? sights : null;
  }
  const sights = await sightsOf(at, envName === undefined ? (resourceType ?? "ENV") : "ENV", envName ?? resourceId!);
  if (sights.length === 0) throw notFound("resource");
  return sights;
}

async function worldsOf(at: Asked<unknown>, ownerUid: number | undefined): Promise<World[]> {
  const { actor, db } = at;
  if (ownerUid !== undefined && !actor.versions.has(ownerUid)) throw notFound("account");
  const others = [...actor.versions.keys()].filter((owner) => owner !== actor.uid);
  const owners = ownerUid !== undefined ? [ownerUid] : others.length > 0 ? others : [actor.uid];
  return Promise.all(owners.map((owner) => worldOf(db, owner, actor.versions.get(owner)!, actor.uid)));
}

/** A world never changes, so what somebody may anywhere in it is worked out once. Tokens narrow it per call. */
const kept = new WeakMap<World, { uid: number; methods: Set<string> }>();

function anywhere(world: World, actor: Asker): { has(method: string): boolean } {
  const { token } = actor;
  if (token?.resources) return new Set(methodsAnywhere(world, actor));
  let found = kept.get(world);
  if (found?.uid !== actor.uid) {
    found = { uid: actor.uid, methods: new Set(methodsAnywhere(world, { uid: actor.uid })) };
    kept.set(world, found);
  }
  const { methods } = found;
  return token ? { has: (method) => methods.has(method) && token.methods.has(method) } : methods;
}
