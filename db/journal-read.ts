import type { JournalRow } from "../lib/domain/chain";
import { type JournalFilter, keptDoor } from "../lib/domain/journal-filter";
import { type Db, statement } from "./client";
import { ROW } from "./journal-seal";
import { environmentNamesOf } from "./roster";

/** `decided`: the decision, which of several changes made at once stands with the first. */
export type SealedRow = JournalRow & {
  seq: number;
  hash: string;
  member_id: number | null;
  resource: string;
  decided: unknown;
};

/** `outcome` is the code of a refusal; `found`: whom a text that is looked for is a name of. */
export type Wanted = JournalFilter & {
  found?: { actors: readonly number[]; members: readonly number[]; resources: readonly string[] } | undefined;
  /** What is between the owner and their own account, nobody who manages for them reads. */
  hideOwn?: boolean | undefined;
};

const OWN = ["account", "sign-in", "token", "access"];

// What is not asked for is null, and falls out of the plan: values travel with the statement each time.
const entries = statement<SealedRow>(`
  select s.seq, s.hash, s.member_id, s.resource, ${ROW}, case when j.n = 0 then j.why else (
    select f.why from journal f where f.owner_uid = $1 and f.version = j.version and f.n = 0) end as decided
  from journal_seal s join journal j on j.owner_uid = s.owner_uid and j.version = s.version and j.n = s.n
  where s.owner_uid = $1 and s.seq < $2
    and ($3::bigint is null or s.actor_uid = $3)
    and ($4::bigint[] is null or s.seq = any(array(select m.seq from journal_seal m
      where m.owner_uid = $1 and m.member_id = any($4) and m.seq < $2)))
    and ($5::text[] is null or s.seq = any(array(select m.seq from journal_seal m
      where m.owner_uid = $1 and m.resource = any($5) and m.seq < $2)))
    and ($6::text is null or strpos(lower(j.method), $6) > 0)
    and ($7::text is null or j.door = $7)
    and ($8::boolean is null or (j.token_id is not null) = $8)
    and ($9::text is null or (case $9 when 'refused' then j.code <> '' when 'done' then j.code = '' else j.code = $9 end))
    and ($10::timestamptz is null or j.at >= $10)
    and ($11::timestamptz is null or j.at < $11)
    and ($12::text is null or s.actor_uid = any($13) or s.member_id = any($14) or s.resource = any($17)
      or strpos(lower(concat_ws(' ', j.method, j.target, j.target_id, s.resource, j.because, j.before::text, j.after::text)), $12) > 0)
    and ($15::text[] is null or not (j.target = any($15) or (j.target = 'call' and s.actor_uid = s.owner_uid)))
  order by s.seq desc limit $16`);

/** The newest of those that fit the filter, before this place of the chain. */
export function sealedBefore(at: Db, owner: number, before: number | null, wanted: Wanted, most: number) {
  const { actor, members, resources, method, door, outcome, from, to, text, found, hideOwn } = wanted;
  const kept = door && keptDoor(door);
  return entries(
    at,
    owner,
    before ?? Number.MAX_SAFE_INTEGER,
    actor ?? null,
    members ? [...members] : null,
    resources ? [...resources] : null,
    method?.toLowerCase() ?? null,
    kept?.door ?? null,
    kept?.token ?? null,
    outcome ?? null,
    from ?? null,
    to ?? null,
    text?.toLowerCase() ?? null,
    found ? [...found.actors] : [],
    found ? [...found.members] : [],
    hideOwn ? OWN : null,
    most,
    found ? [...found.resources] : [],
  );
}

type Named = { id: number; uid: number | null; email: string; label: string; collaboration: number; since: Date };

const members = statement<Named>(`
  select id, member_uid as uid, email_shown as email, display_name as label, collaboration_id as collaboration, status_at as since
  from member where owner_uid = $1 and (id = any($2::bigint[]) or collaboration_id = any($2::bigint[]))`);

/** Those of these members, or of these collaborations, who are still there. */
export const membersNamed = (at: Db, owner: number, ids: readonly number[]) =>
  ids.length === 0 ? Promise.resolve([]) : members(at, owner, [...ids]);

/** `there`: it has not been deleted, nor the model it belongs to. */
export type DrawnName = { id: string; name: string; model: string; there: boolean };

const diagrams = statement<DrawnName>(`
  select d.id, d.name, m.id as model, d.deleted_at is null and m.deleted_at is null as there
  from diagram d join threat_model m on m.owner_uid = d.owner_uid and m.id = d.threat_model_id
  where d.owner_uid = $1 and d.id = any($2::uuid[])`);
const models = statement<DrawnName>(`
  select id, name, id as model, deleted_at is null as there from threat_model where owner_uid = $1 and id = any($2::uuid[])`);

/** What these diagrams and threat models are called, also those that are deleted. */
export async function drawnNamed(
  at: Db,
  owner: number,
  ids: { diagrams: readonly string[]; models: readonly string[] },
): Promise<DrawnName[]> {
  const found = await Promise.all([
    ids.diagrams.length === 0 ? [] : diagrams(at, owner, [...ids.diagrams]),
    ids.models.length === 0 ? [] : models(at, owner, [...ids.models]),
  ]);
  return found.flat();
}

const tokens = statement<{ id: number; last4: string; description: string }>(
  "select id, last4, description from token where owner_uid = $1 and id = any($2::bigint[])",
);

/** Those of these tokens of the owner's own that are still there. */
export const tokensNamed = (at: Db, owner: number, ids: readonly number[]) =>
  ids.length === 0 ? Promise.resolve([]) : tokens(at, owner, [...ids]);

/** Under which of their members what was called; everything else by its name. */
const KEY =
  "case a.target when 'token' then 'description' when 'member' then 'email' when 'team' then 'displayName' else 'name' end";
const calledThen = statement<{ target: string; id: string; name: string }>(`
  select a.target, a.id, c.name from (select target, id, ${KEY} as key from unnest($2::text[], $3::text[]) as a(target, id)) a
  cross join lateral (
    select (array_agg(coalesce(nullif(j.after ->> a.key, ''), j.before ->> a.key) order by j.version desc, j.n desc))[1] as name
    from journal j
    where j.owner_uid = $1 and j.target = a.target and j.target_id = a.id and (j.before ? a.key or j.after ? a.key)) c
  where c.name is not null`);

type Once = { target: "environment" | "token" | "member" | "role" | "policy"; id: number | string };

/** What these were called last, by `target:id`, as the journal has it; for what may be gone. */
export async function namesThen(at: Db, owner: number, asked: readonly Once[]): Promise<Map<string, string>> {
  if (asked.length === 0) return new Map();
  const [targets, ids] = [asked.map((one) => one.target), asked.map((one) => String(one.id))];
  return new Map((await calledThen(at, owner, targets, ids)).map(({ target, id, name }) => [`${target}:${id}`, name]));
}

/** What these environments are called, by appid; those that are deleted as they were called last. Of what never was one, nothing. */
export async function environmentsNamed(at: Db, owner: number, appids: readonly string[]) {
  const now = await environmentNamesOf(at, owner, [...new Set(appids)]);
  const gone = [...new Set(appids)].filter((appid) => !now.has(appid));
  const then = await namesThen(
    at,
    owner,
    gone.map((id) => ({ target: "environment", id })),
  );
  const named = (appid: string) => now.get(appid) ?? then.get(`environment:${appid}`);
  return new Map(
    appids.flatMap((appid) => {
      const name = named(appid);
      return name ? [[appid, { name, there: now.has(appid) }] as const] : [];
    }),
  );
}

const spelled = statement<{ appid: string; name: string }>(
  "select appid, name from environment where owner_uid = $1 and (appid = any($2::text[]) or name = any($2::text[]))",
);

/** These things as the journal may have them: an environment by its appid where it changed, by its name where it was called by that. */
export async function spellingsOf(at: Db, owner: number, resources: readonly string[]): Promise<Map<string, string[]>> {
  const ids = resources.flatMap((resource) => (resource.startsWith("ENV:") ? resource.slice(4) : []));
  const rows = ids.length === 0 ? [] : await spelled(at, owner, [...new Set(ids)]);
  const both = rows.map(({ appid, name }) => [`ENV:${appid}`, `ENV:${name}`]);
  return new Map(resources.map((resource) => [resource, both.find((one) => one.includes(resource)) ?? [resource]]));
}

const MOST_CALLED = 500;
const called = statement<{ resource: string }>(`
  select 'ENV:' || appid as resource from environment
    where owner_uid = $1 and strpos(lower(concat_ws(' ', name, display_name)), $2) > 0
  union select 'ENV:' || target_id from journal
    where owner_uid = $1 and target = 'environment' and strpos(lower(coalesce(after ->> 'name', before ->> 'name', '')), $2) > 0
  union all select 'DIAGRAM:' || id from diagram where owner_uid = $1 and strpos(lower(name), $2) > 0
  union all select 'THREAT_MODEL:' || id from threat_model where owner_uid = $1 and strpos(lower(name), $2) > 0
  limit ${MOST_CALLED}`);

/** The things of which this text is a part of the name, as the journal has them. */
export const thingsCalled = async (at: Db, owner: number, text: string): Promise<string[]> =>
  (await called(at, owner, text.toLowerCase())).map(({ resource }) => resource);

type Met = { actors: number[] | null; members: number[] | null; methods: string[] | null; resources: string[] | null };
const met = statement<Met>(`
  with recent as (
    select s.actor_uid, s.member_id, s.resource, j.method from journal_seal s
    join journal j on j.owner_uid = s.owner_uid and j.version = s.version and j.n = s.n
    where s.owner_uid = $1 order by s.seq desc limit $2)
  select json_agg(distinct actor_uid) as actors, json_agg(distinct member_id) filter (where member_id is not null) as members,
    json_agg(distinct method) as methods, json_agg(distinct resource) filter (where resource <> '') as resources from recent`);

/** Who and what the newest entries speak of. */
export async function metIn(at: Db, owner: number, most: number) {
  const [row] = await met(at, owner, most);
  return {
    actors: row?.actors ?? [],
    members: row?.members ?? [],
    methods: row?.methods ?? [],
    resources: row?.resources ?? [],
  };
}
