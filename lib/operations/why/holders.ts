import { z } from "zod";
import type { Estate } from "../../../db/estate";
import type { Listed } from "../../../db/roster";
import { memberStatuses } from "../../domain/collaboration";
import { modelRoles } from "../../domain/diagram/rights";
import { fold } from "../../domain/fold";
import { type Access, accessWith } from "../../domain/holdings";
import { type Resource, resourceTypes } from "../../domain/resource";
import { type Company, namesOf } from "../company";
import { listedOn } from "../listed-on";
import type { At } from "../operation";
import { dateWire } from "../wire/people";
import { thingShape } from "./anywhere";
import type { Drawn, ThingInput } from "./thing";

const int = z.number().int();
const way = z.strictObject({
  level: z.enum(["direct", "group", "base"]),
  /** The team it comes through; empty for what is shared with them alone. */
  team: z.string(),
  roles: z.array(z.strictObject({ id: int, name: z.string() })),
  /** When it ends, where a share of it does. */
  until: z.string().nullable(),
  via: z.array(z.strictObject({ type: z.enum(resourceTypes), resourceId: z.string(), name: z.string() })),
});
export const holder = z.strictObject({
  /** Null for whoever is only on a threat model's own list. */
  memberId: int.nullable(),
  name: z.string(),
  email: z.string(),
  state: z.enum(memberStatuses).nullable(),
  ways: z.array(way),
  /** Where no thing was named: on how many things they may, and the first of those. */
  reach: z.strictObject({ total: int, things: z.array(thingShape) }).nullable(),
  /** As what a threat model's own list names them. */
  listed: z.enum(modelRoles).nullable(),
  /** When that ends. */
  listedUntil: z.string().nullable(),
});
export type Holder = z.infer<typeof holder>;

/** One person, with all the ways by which they may. */
export type Human = {
  found: string;
  name: string;
  email: string;
  entry: Listed | null;
  access: Access[];
  listed: Holder["listed"];
  listedUntil: Holder["listedUntil"];
};

export const notListed = { listed: null, listedUntil: null };

/** Everyone to whom some collaboration of theirs gives it, by address; and how many more it would. */
export function holdersHere(estate: Estate, company: Company, resource: Resource, method: string) {
  const holding = new Map<string, Human>();
  const waiting = new Set<string>();
  for (const access of accessWith(estate.world, resource, method)) {
    for (const entry of company.partners[company.numberOf.get(access.collaborationId)!]!.people) {
      const key = fold(entry.email);
      if (entry.status === "PENDING" || entry.status === "SUSPENDED") waiting.add(key);
      if (entry.status !== "ACTIVE") continue;
      const human = holding.get(key);
      if (human) human.access.push(access);
      else
        holding.set(key, { found: entry.found, name: "", email: entry.email, entry, access: [access], ...notListed });
    }
  }
  return { holding, waiting: [...waiting].filter((key) => !holding.has(key)).length };
}

/** Those whom the model's own list lets. */
export async function addListed(
  at: Pick<At<unknown>, "db" | "owner">,
  holding: Map<string, Human>,
  { model }: Drawn,
  method: string,
) {
  const [list] = await listedOn(at, [model], method);
  for (const { name, email, role: listed, endsAt } of list!) {
    const human = holding.get(fold(email));
    const line = { listed, listedUntil: endsAt && dateWire(endsAt) };
    if (human) Object.assign(human, line);
    else holding.set(fold(email), { found: fold(`${name} ${email}`), name, email, entry: null, access: [], ...line });
  }
}

export async function holderWires(at: At<ThingInput>, estate: Estate, humans: readonly Human[]): Promise<Holder[]> {
  const names = await namesOf(
    at,
    humans.flatMap(({ entry }) => entry ?? []),
  );
  const environments = new Map(estate.environments.map(({ appid, name }) => [appid, name]));
  return humans.map(({ name, email, entry, access, listed, listedUntil }) => ({
    memberId: entry?.id ?? null,
    name: entry ? names.get(entry.id)! : name,
    email,
    state: entry?.status ?? null,
    listed,
    listedUntil,
    reach: null,
    ways: access.map(({ level, roleIds, via, collaborationId }) => ({
      level,
      team: estate.teams.get(collaborationId) ?? "",
      until: firstOf(via.flatMap(({ shareId }) => estate.ends.get(shareId) ?? [])),
      roles: roleIds.flatMap((id) => estate.roles.get(id) ?? []),
      via: via.map(({ type, resourceId }) => ({ type, resourceId, name: environments.get(resourceId) ?? resourceId })),
    })),
  }));
}

const firstOf = (ends: readonly number[]): string | null =>
  ends.length > 0 ? dateWire(new Date(Math.min(...ends))) : null;
