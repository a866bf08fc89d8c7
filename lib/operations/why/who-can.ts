import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import type { Estate } from "../../../db/estate";
import type { Listed } from "../../../db/roster";
import { memberStatuses } from "../../domain/collaboration";
import { modelRoles } from "../../domain/diagram/rights";
import { fold } from "../../domain/fold";
import { type Access, accessWith } from "../../domain/holdings";
import { invalid } from "../../domain/refusal";
import { type Resource, resourceTypes } from "../../domain/resource";
import { type Company, companyOf, finds, namesOf } from "../company";
import * as field from "../fields";
import { listedOn } from "../listed-on";
import { type At, operation } from "../operation";
import { ownerMeant } from "../standing";
import { dateWire } from "../wire/people";
import { type Caller, callersAnywhere, thingShape } from "./anywhere";
import { manages, methodAsked } from "./question";
import { type Drawn, drawnNamed, ownerInSight, resourceNamed, type ThingInput, thingFields, thingOf } from "./thing";

const MOST = 1_000;
const THINGS = 10;
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
const holder = z.strictObject({
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

/**
 * Who may call a method on a thing: every person once, with all the ways by which they may; without a thing, who may anywhere, and on what.
 * The owner always may, and is told apart.
 */
export const whoCan = operation({
  method: "confer.access.WhoCan",
  grant: "users.collaboration.GetMembers",
  kind: "read",
  summary:
    "List who may call a method on a thing, and through what: the account's owner, and everyone it is shared with; or, without a thing, who may anywhere, and on how many things.",
  input: z.object({
    ...thingFields,
    serviceMethod: field.text(),
    search: field.text(200).optional(),
    startRow: field.count(1_000_000).optional(),
    resultCount: field.count(MOST).optional(),
    /** Without a thing: how many of those they may call it on are named for each. */
    thingCount: field.count(MOST).optional(),
    ownerUid: field.ownerUid(),
  }),
  output: z.strictObject({
    owner: z.strictObject({ uid: int, name: z.string(), email: z.string() }),
    people: z.array(holder),
    total: int,
    /** How many more may once they accept, or are active again. */
    waiting: int,
  }),
  owner: async (at) => (await ownerInSight(at)) ?? ownerMeant(at),
  load: async (at) => {
    const method = methodAsked(at.input.serviceMethod);
    // Whoever cannot open it finds none, before they hear that they may not be told who does.
    const drawn = await drawnNamed(at);
    const may = await manages(at);
    const isAnywhere = !drawn && resourceNamed(at.input) === null;
    if (!may.allowed || isAnywhere) return { may, method, resource: null, drawn: null };
    if (drawn && !method.startsWith("threatmodel.")) throw invalid("serviceMethod");
    return { may, method, drawn, resource: drawn ? environmentOf(drawn) : await thingOf(at) };
  },
  allow: ({ facts: { may } }) => may,
  handle: async (at) => {
    const { method, resource, drawn } = at.facts;
    const { search, startRow = 0, resultCount = MOST } = at.input;
    const account = (await findAccount(at.db, at.owner))!;
    const owner = { uid: at.owner, name: account.name || account.email_shown, email: account.email_shown };
    const isFound = finds(search);
    if (!resource && !drawn) {
      const { callers, waiting } = await callersAnywhere(at, method);
      const all = callers.filter(({ found }) => isFound(found));
      const shown = all.slice(startRow, startRow + resultCount);
      return { owner, people: await callerWires(at, shown), total: all.length, waiting };
    }
    const { estate, company } = await companyOf(at);
    const { holding, waiting } = resource
      ? holdersHere(estate, company, resource, method)
      : { holding: new Map<string, Human>(), waiting: 0 };
    if (drawn) await addListed(at, holding, drawn, method);
    const all = [...holding.values()].filter(({ found }) => isFound(found));
    const shown = all.slice(startRow, startRow + resultCount);
    return {
      owner,
      people: await holderWires(at, estate, shown),
      total: all.length,
      waiting,
    };
  },
});

const environmentOf = ({ model }: Drawn): Resource | null =>
  model.environment === null ? null : { type: "ENV", id: model.environment };

type Human = {
  found: string;
  name: string;
  email: string;
  entry: Listed | null;
  access: Access[];
  listed: Holder["listed"];
  listedUntil: Holder["listedUntil"];
};

const notListed = { listed: null, listedUntil: null };

/** Everyone to whom some collaboration of theirs gives it, by address; and how many more it would. */
function holdersHere(estate: Estate, company: Company, resource: Resource, method: string) {
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
async function addListed(
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

async function callerWires(at: At<{ thingCount?: number | undefined }>, callers: readonly Caller[]): Promise<Holder[]> {
  const names = await namesOf(
    at,
    callers.flatMap(({ entry }) => entry ?? []),
  );
  return callers.map(({ name, email, entry, reach }) => ({
    memberId: entry?.id ?? null,
    name: entry ? names.get(entry.id)! : name,
    email,
    state: entry?.status ?? null,
    ways: [],
    reach: reach(at.input.thingCount ?? THINGS),
    ...notListed,
  }));
}

async function holderWires(at: At<ThingInput>, estate: Estate, humans: readonly Human[]): Promise<Holder[]> {
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
