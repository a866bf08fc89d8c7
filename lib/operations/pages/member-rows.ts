import { z } from "zod";
import { nowThere } from "../../../db/clock";
import { findEnvironment } from "../../../db/environments";
import {
  collaborationsSharing,
  collaborationsWithRole,
  environmentNamesOf,
  facesOf,
  type Listed,
  type Roster,
  roleNamesOf,
  rosterOf,
  type SharedThing,
  thingsOf,
} from "../../../db/roster";
import { memberStatuses } from "../../domain/collaboration";
import { isOver } from "../../domain/ends";
import { fold } from "../../domain/fold";
import { ancestors, CATEGORY, type Resource, resourceTypes } from "../../domain/resource";
import { isHere } from "../../presence";
import * as field from "../fields";
import type { At } from "../operation";
import { dateWire } from "../wire/people";

/** Told apart: a pending invitation whose link no longer opens, which nobody can answer; and a membership that has ended. */
export const shownStates = [...memberStatuses, "EXPIRED", "ENDED"] as const;
export type ShownState = (typeof shownStates)[number];

export const sortKeys = ["person", "state", "roles", "resources", "ends", "changed", "seen"] as const;

export const filterFields = {
  /** None but these. */
  ids: field.ids().optional(),
  search: field.text(200).optional(),
  state: z.array(z.enum(shownStates)).max(shownStates.length).optional(),
  role: field.id().optional(),
  /** Whoever reaches this: directly, through a group around it, or through the whole category. */
  resource: z.strictObject({ type: z.enum(resourceTypes), id: field.text() }).optional(),
  sort: z.strictObject({ by: z.enum(sortKeys), order: z.enum(["asc", "desc"]) }).optional(),
};
export type Filter = z.output<z.ZodObject<typeof filterFields>>;

export const roleName = z.strictObject({ id: z.number(), name: z.string() });
const share = z.strictObject({
  id: z.number(),
  type: z.enum(resourceTypes),
  resourceId: z.string(),
  name: z.string(),
  /** How far it reaches: one environment, all of a group, everything of the account, a region. */
  source: z.enum(["direct", "group", "account", "region"]),
  roles: z.array(roleName),
  /** When it ends or did, in ISO 8601. */
  ends: z.string().nullable(),
});
export const memberRow = z.strictObject({
  id: z.number(),
  collaborationId: z.number(),
  type: z.enum(["ACCOUNT", "GROUP"]),
  /** The team's name, for its people; empty otherwise. */
  team: z.string(),
  email: z.string(),
  name: z.string(),
  label: z.string(),
  state: z.enum(shownStates),
  /** The caller themselves, who never changes their own membership. */
  self: z.boolean(),
  since: z.string(),
  roles: z.array(roleName),
  shares: z.array(share),
  lastSeen: z.string().nullable(),
  /** They have a window open now. */
  here: z.boolean(),
  invitedUntil: z.string().nullable(),
  /** When the membership ends or did, in ISO 8601. */
  ends: z.string().nullable(),
});
export type MemberRow = z.infer<typeof memberRow>;

type Here = Pick<At<unknown>, "db" | "owner" | "actor"> & { version: number };

export type Chosen = {
  /** Those that fit the filter, in order. */
  people: Listed[];
  teams: Roster["teams"];
  /** How many there are at all, and in each state of those that fit everything but the states asked for. */
  all: number;
  counts: Record<ShownState, number>;
};

export async function choose(at: Here, filter: Filter): Promise<Chosen> {
  const roster = await rosterOf(at.db, at.owner, at.version);
  const [holders, sharing] = [await holdersOf(at, filter.role), await sharingOf(at, filter.resource)];
  const terms = fold(filter.search ?? "")
    .split(/\s+/)
    .filter(Boolean);
  const now = nowThere();
  const counts = Object.fromEntries(shownStates.map((state) => [state, 0])) as Record<ShownState, number>;
  const wanted = filter.state?.length ? new Set(filter.state) : null;
  const ids = filter.ids && new Set(filter.ids);
  const people = roster.people.filter((person) => {
    if (ids && !ids.has(person.id)) return false;
    if (holders && !holders.has(person.collaborationId)) return false;
    if (sharing && !sharing.has(person.collaborationId)) return false;
    if (!terms.every((term) => person.found.includes(term))) return false;
    const state = shownState(person, now);
    counts[state] += 1;
    return !wanted || wanted.has(state);
  });
  const sorted = filter.sort ? await sortedBy(roster, people, filter.sort) : people;
  return { people: sorted, teams: roster.teams, all: roster.people.length, counts };
}

/** `invitedUntil` and `now` in milliseconds. */
export const shownState = (
  { status, invitedUntil, endsAt }: Pick<Listed, "status" | "invitedUntil" | "endsAt">,
  now: number,
): ShownState => {
  if (status === "PENDING" && invitedUntil !== null && invitedUntil <= now) return "EXPIRED";
  return status === "SUSPENDED" && isOver(endsAt, now) ? "ENDED" : status;
};

const holdersOf = (at: Here, role: number | undefined) =>
  role === undefined ? null : collaborationsWithRole(at.db, at.owner, role);

async function sharingOf(at: Here, resource: Resource | undefined): Promise<Set<number> | null> {
  if (!resource) return null;
  const { type, id } = resource;
  const above: Resource[] = [resource];
  const groups = type === "ENV_GROUP" ? [id] : [];
  if (type === "ENV" && id !== CATEGORY) {
    above.push({ type: "ENV", id: CATEGORY });
    groups.push(...((await findEnvironment(at.db, at.owner, id))?.groups ?? []));
  }
  const paths = new Set(groups.flatMap((path) => [path, ...ancestors(path)]));
  for (const path of paths) above.push({ type: "ENV_GROUP", id: path });
  if (groups.length > 0) above.push({ type: "ENV_GROUP", id: CATEGORY });
  return collaborationsSharing(at.db, at.owner, above);
}

const lifecycle: Record<ShownState, number> = {
  ACTIVE: 0,
  PENDING: 1,
  EXPIRED: 2,
  ENDED: 3,
  SUSPENDED: 3,
  REJECTED: 4,
  LEFT: 5,
};

/** Whoever is equal stays in the order of the names, and whoever has nothing to compare comes last. */
async function sortedBy(
  roster: Roster,
  people: Listed[],
  { by, order }: NonNullable<Filter["sort"]>,
): Promise<Listed[]> {
  if (by === "person") return order === "asc" ? people : people.reverse();
  const sign = order === "asc" ? 1 : -1;
  const keyOf = await keyFor(roster, by);
  return people
    .map((person) => ({ person, key: keyOf(person) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return (a.key === null ? 1 : 0) - (b.key === null ? 1 : 0);
      return a.key < b.key ? -sign : a.key > b.key ? sign : 0;
    })
    .map(({ person }) => person);
}

type Key = (person: Listed) => string | number | null;

async function keyFor(roster: Roster, by: Exclude<(typeof sortKeys)[number], "person">): Promise<Key> {
  switch (by) {
    case "state": {
      const now = nowThere();
      return (person) => lifecycle[shownState(person, now)];
    }
    case "changed":
      return ({ since }) => since;
    case "ends":
      return ({ invitedUntil, endsAt }) => endsAt ?? invitedUntil;
    case "seen":
      return (person) => (isHereNow(person) ? Number.MAX_SAFE_INTEGER : seenAt(person));
    case "resources": {
      const counts = await roster.shareCounts();
      return ({ collaborationId }) => counts.get(collaborationId) ?? 0;
    }
    case "roles": {
      const first = await roster.firstRoles();
      return ({ collaborationId }) => first.get(collaborationId) ?? null;
    }
  }
}

/** Only of somebody who works with the owner now: what others do is not the owner's to know. */
const seenAt = ({ status, seen }: Pick<Listed, "status" | "seen">): number | null =>
  status === "ACTIVE" ? seen : null;

const isHereNow = ({ status, uid }: Pick<Listed, "status" | "uid">): boolean =>
  status === "ACTIVE" && uid !== null && isHere(uid);

/** Rows with what each of these people holds. */
export async function rowsOf(at: Here, people: readonly Listed[], teams: Chosen["teams"]): Promise<MemberRow[]> {
  const ids = [...new Set(people.map(({ collaborationId }) => collaborationId))];
  const [things, roles] = [await thingsOf(at.db, at.owner, ids), await roleNamesOf(at.db, at.owner)];
  const appids = [...new Set(things.flatMap(({ type, resourceId }) => (type === "ENV" ? resourceId : [])))];
  const names = await environmentNamesOf(at.db, at.owner, appids);
  const faces = await facesOf(
    at.db,
    people.flatMap(({ uid }) => uid ?? []),
  );
  const held = new Map<number, SharedThing[]>();
  for (const thing of things) {
    const list = held.get(thing.collaborationId);
    if (list) list.push(thing);
    else held.set(thing.collaborationId, [thing]);
  }
  const now = nowThere();
  return people.map((person) => {
    const face = person.uid === null ? undefined : faces.get(person.uid);
    const shares = (held.get(person.collaborationId) ?? []).map((thing) => ({
      id: thing.id,
      type: thing.type,
      resourceId: thing.resourceId,
      name: names.get(thing.resourceId) ?? thing.resourceId,
      source: sourceOf({ type: thing.type, id: thing.resourceId }),
      roles: rolesNamed(thing.roleIds, roles),
      ends: iso(thing.endsAt),
    }));
    const seen = seenAt({ status: person.status, seen: face?.seen ?? null });
    return {
      id: person.id,
      collaborationId: person.collaborationId,
      type: person.type,
      team: person.type === "GROUP" ? (teams.get(person.collaborationId) ?? "") : "",
      email: person.email,
      name: face?.name ?? "",
      label: person.label,
      state: shownState(person, now),
      self: person.uid === at.actor.uid,
      since: dateWire(new Date(person.since)),
      roles: rolesNamed([...new Set(shares.flatMap((one) => one.roles.map(({ id }) => id)))], roles),
      shares: shares.sort((a, b) => sources.indexOf(a.source) - sources.indexOf(b.source)),
      here: isHereNow(person),
      lastSeen: seen === null ? null : dateWire(new Date(seen)),
      invitedUntil: person.invitedUntil === null ? null : dateWire(new Date(person.invitedUntil)),
      ends: iso(person.endsAt),
    };
  });
}

const iso = (moment: number | null): string | null => (moment === null ? null : new Date(moment).toISOString());

const rolesNamed = (ids: readonly number[], names: ReadonlyMap<number, string>) =>
  ids
    .flatMap((id) => (names.has(id) ? { id, name: names.get(id)! } : []))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id - b.id));

const sources = ["account", "direct", "group", "region"] as const;

function sourceOf({ type, id }: Resource): MemberRow["shares"][number]["source"] {
  if (type === "ACCOUNT" || id === CATEGORY) return "account";
  if (type === "ENV") return "direct";
  return type === "ENV_GROUP" ? "group" : "region";
}
