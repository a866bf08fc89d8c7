import { sql } from "kysely";
import type { MemberStatus } from "../lib/domain/collaboration";
import type { ResourceType } from "../lib/domain/resource";
import { compile, type World, type WorldFacts } from "../lib/domain/world";
import { keep } from "../lib/keep";
import { one } from "../lib/one";
import { type Db, db } from "./client";
import { heardNow, type Lasts, lastsUntil, stillLasts } from "./clock";

/** A version of an owner, or one that the database has been asked for and will answer next. */
export type Version = number | Promise<number>;
/** Whose memberships a world holds: one person's, or everyone's. */
export type Whose = number | "everyone";

const KEPT = 5_000;
const cache = one("worlds", () => new Map<string, { version: number; world: World; lasts: Lasts }>());

/**
 * The owner's world as it was at `version`, with the memberships of one person or of everyone. Compiled worlds are kept until
 * the version moves on or something in them ends; a stale one never answers (R8, R12). Inside a transaction nothing is kept: it may yet roll back.
 */
export async function worldOf(at: Db, owner: number, asked: Version, whose: Whose): Promise<World> {
  const version = typeof asked === "number" ? asked : await asked;
  const key = `${owner}/${whose}`;
  const kept = cache.get(key);
  if (kept?.version === version && stillLasts(kept.lasts)) return kept.world;
  const askedAt = performance.now();
  const { facts, names } = await readFacts(at, owner, version, whose);
  const world = compile(facts);
  environments.set(world, names);
  const lasts = lastsUntil(world.nextEnd, facts.now, askedAt);
  if (at === db()) keep(cache, key, { version, world, lasts }, KEPT);
  return world;
}

/** When something of a person's world with an owner ends next, where that is at hand (milliseconds); null for never, or not known. */
export const endAtHand = (owner: number, uid: number): number | null =>
  cache.get(`${owner}/${uid}`)?.world.nextEnd ?? null;

/** What an owner grants, as statements answer it: in tuples, so that no name travels with every row. */
export type GrantsRow<More extends unknown[] = []> = {
  shares: [number, number, ResourceType, string, number[], ends: number | null, ...More][] | null;
  roles: [number, string, number[]][] | null;
  policies: [number, string, "ALLOW" | "DENY", string[]][] | null;
};

export const grantsOf = ({
  shares,
  roles,
  policies,
}: GrantsRow<unknown[]>): Pick<WorldFacts, "shares" | "roles" | "policies"> => ({
  shares: (shares ?? []).map(([id, collaborationId, type, resourceId, roleIds, endsAt]) => ({
    id,
    collaborationId,
    type,
    resourceId,
    roleIds,
    endsAt,
  })),
  roles: (roles ?? []).map(([id, name, policyIds]) => ({ id, name, policyIds })),
  policies: (policies ?? []).map(([id, name, behavior, methods]) => ({ id, name, behavior, methods })),
});

/** Milliseconds since 1970 of a moment in the database. */
export const ms = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`;

type FactsRow = GrantsRow & {
  now: number;
  members: [number, number, number | null, MemberStatus, ends: number | null][] | null;
  environments: [string, string, string[]][] | null;
  groups: string[] | null;
};

/** Keyed by name; the appids are in the world itself. As shared as the worlds are: whoever compiled one may sit behind another door. */
const environments = one("environment-names", () => new WeakMap<World, Map<string, string>>());

/** The appid of an environment of this world, by its appid or name in canonical form; null for none. */
export function environmentIn(world: World, canonical: string): string | null {
  if (world.places.byId.get("ENV")?.has(canonical)) return canonical;
  return environments.get(world)?.get(canonical) ?? null;
}

export const factsOf = async (at: Db, owner: number, version: Version, whose: Whose): Promise<WorldFacts> =>
  (await readFacts(at, owner, await version, whose)).facts;

/** With the appids of the environments by name. One statement, so that members, shares, roles and policies are of one moment. */
export async function readFacts(at: Db, owner: number, version: number, whose: Whose) {
  const mine = whose === "everyone" ? sql`` : sql`and m.member_uid = ${whose}`;
  const { rows } = await sql<FactsRow>`
    with m as materialized (select m.id, m.collaboration_id, m.member_uid, m.status, m.ends_at
      from member m where m.owner_uid = ${owner} ${mine})
    select (extract(epoch from clock_timestamp()) * 1000)::bigint as now,
      (select json_agg(json_build_array(m.id, m.collaboration_id, m.member_uid, m.status, (extract(epoch from m.ends_at) * 1000)::bigint)) from m) as members,
      (select json_agg(json_build_array(s.id, s.collaboration_id, s.type, s.resource_id,
          array(select r.role_id from share_role r where r.owner_uid = ${owner} and r.share_id = s.id), (extract(epoch from s.ends_at) * 1000)::bigint))
        from share s where s.owner_uid = ${owner} and s.collaboration_id in (select collaboration_id from m)) as shares,
      (select json_agg(json_build_array(r.id, r.name,
          array(select p.policy_id from role_policy p where p.owner_uid = ${owner} and p.role_id = r.id)))
        from role r where r.owner_uid = ${owner}) as roles,
      (select json_agg(json_build_array(p.id, p.name, p.behavior, p.methods))
        from policy p where p.owner_uid = ${owner}) as policies,
      (select json_agg(json_build_array(e.appid, e.name,
          array(select g.path from environment_in_group g where g.owner_uid = ${owner} and g.appid = e.appid)))
        from environment e where e.owner_uid = ${owner}) as environments,
      (select json_agg(g.path) from environment_group g where g.owner_uid = ${owner}) as groups
  `.execute(at);
  const row = rows[0]!;
  heardNow(row.now);
  const names = new Map(row.environments?.map(([appid, name]) => [name, appid]));
  const facts: WorldFacts = {
    ownerUid: owner,
    version,
    now: row.now,
    members: (row.members ?? []).map(([id, collaborationId, uid, status, endsAt]) => ({
      id,
      collaborationId,
      uid,
      status,
      endsAt,
    })),
    ...grantsOf(row),
    environments: (row.environments ?? []).map(([appid, name, groups]) => ({ appid, name, groups })),
    groups: row.groups ?? [],
  };
  return { facts, names };
}
