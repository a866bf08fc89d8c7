import { z } from "zod";
import type { Listed } from "../../../db/roster";
import { callersOf } from "../../domain/callers";
import { fold } from "../../domain/fold";
import { resourceAt } from "../../domain/places";
import { locate, UNKNOWN } from "../../domain/reach";
import { resourceTypes } from "../../domain/resource";
import { addTo, firstOf, includes, type Numbers, numbers, size } from "../../domain/sets";
import { companyOf } from "../company";
import { listedOn } from "../listed-on";
import { isSeen, modelsSeen } from "../models-seen";
import type { At } from "../operation";
import { viewOf } from "../views";

export const thingShape = z.strictObject({
  type: z.enum([...resourceTypes, "MODEL"]),
  resourceId: z.string(),
  name: z.string(),
});
export type ThingNamed = z.infer<typeof thingShape>;

/** Somebody who may call a method somewhere. `entry`: null for whoever is only on threat models' own lists. */
export type Caller = {
  found: string;
  name: string;
  email: string;
  entry: Listed | null;
  /** On which things, counted; and of these the first `most`. */
  reach(most: number): { total: number; things: ThingNamed[] };
};

type Place = { thing: ThingNamed; partners: Numbers; listed: ReadonlySet<string> };
const NOBODY: ReadonlySet<string> = new Set();

/**
 * Everyone who may call a method anywhere among an owner's things, as far as whoever asks sees those; and how many more would once they accept
 * or are active again.
 */
export async function callersAnywhere(
  at: At<unknown>,
  method: string,
): Promise<{ callers: Caller[]; waiting: number }> {
  const { estate, company } = await companyOf(at);
  const { world } = estate;
  const view = await viewOf(at);
  const names = new Map(estate.environments.map(({ appid, name }) => [appid, name]));
  const callersOn = callersOf(
    world,
    company.partners.map(({ collaborationId }) => collaborationId),
    method,
  );
  const places: Place[] = world.places.ids.flatMap((id, place) => {
    const resource = resourceAt(world.places, place);
    if (!isSeen(at, view, resource)) return [];
    const thing = { type: resource.type, resourceId: id, name: names.get(id) ?? id };
    return { thing, partners: callersOn(place), listed: NOBODY };
  });

  const models = method.startsWith("threatmodel.") ? await modelsSeen(at, view) : [];
  const lists = await listedOn(at, models, method);
  models.forEach(({ id: resourceId, name, environment }, n) => {
    const place = environment === null ? UNKNOWN : locate(world, { type: "ENV", id: environment });
    const partners = place === UNKNOWN ? numbers(company.partners.length) : callersOn(place);
    const listed = new Set(lists[n]!.map(({ email }) => fold(email)));
    places.push({ thing: { type: "MODEL", resourceId, name }, partners, listed });
  });

  const anywhere = numbers(company.partners.length);
  for (const { partners } of places) addTo(anywhere, partners);
  const found = new Map<string, Caller & { partners: number[] }>();
  const waiting = new Set<string>();
  const put = (email: string, who: Pick<Caller, "found" | "name" | "entry">, partners: number[]) => {
    const reach = (most: number) => reachOf(places, fold(email), partners, most);
    found.set(fold(email), { ...who, email, partners, reach });
  };
  for (const n of firstOf(anywhere, size(anywhere))) {
    for (const entry of company.partners[n]!.people) {
      const key = fold(entry.email);
      if (entry.status === "PENDING" || entry.status === "SUSPENDED") waiting.add(key);
      if (entry.status !== "ACTIVE") continue;
      const known = found.get(key);
      if (known) known.partners.push(n);
      else put(entry.email, { found: entry.found, name: "", entry }, [n]);
    }
  }
  for (const { name, email } of lists.flat()) {
    if (!found.has(fold(email))) put(email, { found: fold(`${name} ${email}`), name, entry: null }, []);
  }
  return { callers: [...found.values()], waiting: [...waiting].filter((key) => !found.has(key)).length };
}

function reachOf(places: readonly Place[], key: string, numbered: readonly number[], most: number) {
  const things: ThingNamed[] = [];
  let total = 0;
  for (const { thing, partners, listed } of places) {
    if (!listed.has(key) && !numbered.some((n) => includes(partners, n))) continue;
    total += 1;
    if (things.length < most) things.push(thing);
  }
  return { total, things };
}
