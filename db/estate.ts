import { compile, type World, type WorldFacts } from "../lib/domain/world";
import { keep } from "../lib/keep";
import { one } from "../lib/one";
import { type Db, statement } from "./client";
import { heardNow, lastsUntil, stillLasts } from "./clock";
import { type GrantsRow, grantsOf, ms } from "./worlds";

/**
 * Everything an owner has and shares, as their pages show it. Its world has one membership a collaboration, with the
 * collaboration's id and always ACTIVE: it says what a share reaches, and the roster says who is there to be reached. So a team
 * counts once, however many people it has, and one without anybody is there too.
 */
export type Estate = {
  environments: OwnEnvironment[];
  /** By path. */
  groups: OwnGroup[];
  /** Keyed by collaboration. */
  teams: ReadonlyMap<number, string>;
  roles: ReadonlyMap<number, RoleNamed>;
  /** What else is kept with a share, such as the projects of a region; keyed by the share's id, only where there is anything. */
  metadata: ReadonlyMap<number, string>;
  /** When a share ends (milliseconds); keyed by its id, only where it does. */
  ends: ReadonlyMap<number, number>;
  facts: WorldFacts;
  world: World;
  /** Whether nothing in it has ended since it was read. */
  lasts: () => boolean;
};
export type OwnEnvironment = {
  appid: string;
  name: string;
  shownAs: string;
  status: number;
  region: string;
  groups: string[];
};
export type OwnGroup = { path: string; color: string; isolated: boolean };
export type RoleNamed = { id: number; name: string };

const KEPT = 200;
const cache = one("estates", () => new Map<number, { version: number; estate: Promise<Estate> }>());

/** The owner's estate at `version`; it is read once for each (R8). */
export async function estateOf(at: Db, owner: number, version: number): Promise<Estate> {
  const kept = cache.get(owner);
  if (kept?.version === version && (await kept.estate).lasts()) return kept.estate;
  const estate = read(at, owner, version);
  keep(cache, owner, { version, estate }, KEPT);
  estate.catch(() => cache.get(owner)?.estate === estate && cache.delete(owner));
  return estate;
}

type Row = GrantsRow<[metadata: string]> & {
  now: number;
  collaborations: [number, string | null][] | null;
  environments: [string, string, string, number, string, string[]][] | null;
  groups: [string, string, boolean][] | null;
};

/** One statement, so that all of it is of one moment. */
const everything = statement<Row>(`
  select ${ms("clock_timestamp()")} as now,
    (select json_agg(json_build_array(c.id, case when c.type = 'GROUP' then c.display_name end))
      from collaboration c where c.owner_uid = $1) as collaborations,
    (select json_agg(json_build_array(s.id, s.collaboration_id, s.type, s.resource_id, r.ids, ${ms("s.ends_at")}, s.metadata))
      from share s join (select share_id, array_agg(role_id) as ids from share_role where owner_uid = $1 group by share_id) r
        on r.share_id = s.id
      where s.owner_uid = $1) as shares,
    (select json_agg(json_build_array(r.id, r.name, array(select p.policy_id from role_policy p
        where p.owner_uid = $1 and p.role_id = r.id)) order by r.name_key) from role r where r.owner_uid = $1) as roles,
    (select json_agg(json_build_array(p.id, p.name, p.behavior, p.methods)) from policy p where p.owner_uid = $1) as policies,
    (select json_agg(json_build_array(e.appid, e.name, e.display_name, e.status, e.host_group,
        array(select g.path from environment_in_group g where g.owner_uid = $1 and g.appid = e.appid order by g.path))
        order by e.name) from environment e where e.owner_uid = $1) as environments,
    (select json_agg(json_build_array(g.path, g.color, g.is_isolated)) from environment_group g where g.owner_uid = $1) as groups`);

async function read(at: Db, owner: number, version: number): Promise<Estate> {
  const askedAt = performance.now();
  const row = (await everything(at, owner))[0]!;
  heardNow(row.now);
  const environments = (row.environments ?? []).map(([appid, name, shownAs, status, region, groups]) => ({
    appid,
    name,
    shownAs,
    status,
    region,
    groups,
  }));
  const groups = (row.groups ?? []).map(([path, color, isolated]) => ({ path, color, isolated }));
  const facts: WorldFacts = {
    ownerUid: owner,
    version,
    now: row.now,
    members: (row.collaborations ?? []).map(([id]) => ({ id, collaborationId: id, uid: null, status: "ACTIVE" })),
    ...grantsOf(row),
    environments: environments.map(({ appid, name, groups }) => ({ appid, name, groups })),
    groups: groups.map(({ path }) => path),
  };
  const world = compile(facts);
  const lasts = lastsUntil(world.nextEnd, row.now, askedAt);
  return {
    environments,
    groups,
    teams: new Map((row.collaborations ?? []).flatMap(([id, name]) => (name === null ? [] : [[id, name]]))),
    roles: new Map(facts.roles.map(({ id, name }) => [id, { id, name }])),
    metadata: new Map((row.shares ?? []).flatMap(([id, , , , , , metadata]) => (metadata ? [[id, metadata]] : []))),
    ends: new Map(facts.shares.flatMap(({ id, endsAt }) => (endsAt ? [[id, endsAt]] : []))),
    facts,
    world,
    lasts: () => stillLasts(lasts),
  };
}
