import { z } from "zod";
import type { Estate } from "../../../db/estate";
import { anyWay, holdersOf } from "../../domain/holders";
import { locate, reach } from "../../domain/reach";
import { type Rearranged, regrouped, repathed } from "../../domain/rearranged";
import { invalid, notFound } from "../../domain/refusal";
import { groupPath, type Resource } from "../../domain/resource";
import { common, firstOf, includes, type Numbers, size, united, without } from "../../domain/sets";
import { compile, type World } from "../../domain/world";
import { type Company, companyOf, partnerNames } from "../company";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { type Place, placeNamer, placeShape } from "./places";

const MOST_NAMED = 20;
const MOST_THINGS = 3;
const int = z.number().int();
const touched = z.strictObject({
  collaborationId: int,
  name: z.string(),
  team: z.boolean(),
  /** They have access now; otherwise they are invited or suspended. */
  now: z.boolean(),
  /** The first things it is about, and how many. */
  things: z.array(placeShape),
  n: int,
});
const several = z.strictObject({ who: z.array(touched), n: int });
export type Touched = z.infer<typeof touched>;

const input = z.object({
  act: z.enum(["removeEnvironment", "removeGroup", "moveGroup", "regroup"]),
  /** The appid of an environment, or the path of a group. */
  id: field.text(2000),
  /** The new path of a group that is moved. */
  to: field.text(2000).optional(),
  /** The groups an environment is to hang in. */
  groups: z.array(field.text(2000)).max(200).optional(),
});
type Asked = z.output<typeof input>;

const output = z.strictObject({
  loses: several,
  gains: several,
  /** Who keeps access through other shares than before. */
  changes: several,
  environments: int,
  groups: int,
  /** How many shares are gone afterwards. */
  shares: int,
});
export type Consequences = z.infer<typeof output>;

export const getConsequences = operation({
  method: "confer.pages.GetConsequences",
  kind: "read",
  tokens: false,
  summary: "Tell who would lose, gain or change access if something were removed or moved. It changes nothing.",
  input,
  output,
  load: companyOf,
  allow: theirOwn,
  handle: async (at) => {
    const { estate, company } = at.facts;
    const { facts, touched } = rearranged(estate, at.input);
    const after = compile(facts);
    const holders = holdersOf(
      after,
      company.partners.map(({ collaborationId }) => collaborationId),
    );
    const relevant = united(company.now, company.waiting);
    const found = { loses: new Map<number, Resource[]>(), gains: new Map(), changes: new Map() };
    const add = (list: Map<number, Resource[]>, n: number, thing: Resource) => {
      const things = list.get(n);
      if (things) things.push(thing);
      else list.set(n, [thing]);
    };
    for (const one of touched) {
      const was = company.holders.at(locate(estate.world, one.before));
      const place = locate(after, one.after);
      const is = place < 0 ? null : holders.at(place);
      const [before, then] = [
        common(anyWay(was), relevant),
        is ? common(anyWay(is), relevant) : new Uint32Array(was.group.length),
      ];
      for (const n of members(without(before, then))) add(found.loses, n, one.before);
      for (const n of members(without(then, before))) add(found.gains, n, one.before);
      if (!is) continue;
      const both = common(common(before, then), united(was.group, is.group));
      for (const n of members(both)) {
        if (differs(estate.world, after, company, n, one)) add(found.changes, n, one.before);
      }
    }
    const nameOf = placeNamer(estate);
    const environments = touched.filter(({ before }) => before.type === "ENV").length;
    return {
      loses: await named(at, company, found.loses, nameOf),
      gains: await named(at, company, found.gains, nameOf),
      changes: await named(at, company, found.changes, nameOf),
      environments,
      groups: touched.length - environments,
      shares: estate.facts.shares.length - facts.shares.length,
    };
  },
});

const members = (set: Numbers): number[] => firstOf(set, size(set));

/** What would be there afterwards. Refusals: not-found, invalid. */
function rearranged({ facts }: Estate, { act, id, to, groups = [] }: Asked): Rearranged {
  const within = facts.groups.filter((path) => path === id || path.startsWith(`${id}/`));
  const known =
    act === "removeEnvironment" || act === "regroup"
      ? facts.environments.some(({ appid }) => appid === id)
      : within.includes(id);
  if (!known) throw notFound("resource");
  switch (act) {
    case "removeEnvironment": {
      const environments = facts.environments.filter(({ appid }) => appid !== id);
      const shares = facts.shares.filter(({ type, resourceId }) => type !== "ENV" || resourceId !== id);
      const gone: Resource = { type: "ENV", id };
      return { facts: { ...facts, environments, shares }, touched: [{ before: gone, after: gone }] };
    }
    case "removeGroup": {
      const gone = within.map((path): Resource => ({ type: "ENV_GROUP", id: path }));
      const { facts: then, touched } = repathed(new Map(within.map((path) => [path, null])))(facts);
      return { facts: then, touched: [...gone.map((one) => ({ before: one, after: one })), ...touched] };
    }
    case "moveGroup": {
      const target = groupPath(to ?? "", "to");
      if (target.startsWith(`${id}/`)) throw invalid("to", "a group does not go into itself");
      return repathed(new Map(within.map((path) => [path, target + path.slice(id.length)])))(facts);
    }
    case "regroup":
      return regrouped(id, [...new Set(groups)])(facts);
  }
}

/** Do other shares count than before? */
function differs(
  before: World,
  after: World,
  { partners, membershipOf }: Company,
  n: number,
  things: Rearranged["touched"][number],
): boolean {
  const id = partners[n]!.collaborationId;
  const sharesIn = (world: World, thing: Resource): string => {
    const membership = world === before ? membershipOf.get(id)! : world.memberships.find((one) => one.id === id)!;
    const { shares, count } = reach(world, membership, locate(world, thing));
    return shares
      .slice(0, count)
      .map((share) => world.shareIds[share]!)
      .sort((a, b) => a - b)
      .join();
  };
  return sharesIn(before, things.before) !== sharesIn(after, things.after);
}

async function named(
  at: Parameters<typeof partnerNames>[0],
  company: Company,
  found: ReadonlyMap<number, Resource[]>,
  nameOf: (resource: Resource) => Place,
): Promise<z.infer<typeof several>> {
  const first = [...found.keys()].sort((a, b) => a - b).slice(0, MOST_NAMED);
  const partners = first.map((n) => company.partners[n]!);
  const names = await partnerNames(at, partners);
  return {
    who: first.map((n, index) => {
      const { collaborationId, team } = partners[index]!;
      const things = found.get(n)!;
      return {
        collaborationId,
        name: names.get(collaborationId)!,
        team: team !== null,
        now: includes(company.now, n),
        things: things.slice(0, MOST_THINGS).map(nameOf),
        n: things.length,
      };
    }),
    n: found.size,
  };
}
