import { OVER, type Stage, stageOf } from "../lib/domain/ends";
import type { ResourceType } from "../lib/domain/resource";
import { type Db, db, statement } from "./client";
import { heardNow } from "./clock";
import { ms } from "./worlds";

/**
 * Ends, and when something about them is due. Nobody is let in by what stands here: that is for `worlds`, which asks the clock. What is
 * due is telling people beforehand, and ringing when an end has come.
 */
export type DueEnd = {
  kind: "member" | "share" | "token" | "line";
  /** Of a line of a threat model's own list: its place there. */
  id: number;
  /** 0 for a token, which is nobody's but its owner's, and for a line. */
  collaborationId: number;
  /** Of a share. */
  type: ResourceType | null;
  resourceId: string | null;
  /** What a token is called, or a line's threat model; empty for the others. */
  name: string;
  /** Of a line: its threat model, and whom it names; uid and email are empty for all who are signed in. */
  model: string | null;
  uid: number | null;
  email: string;
  endsAt: Date;
  /** Up to which stage it was told, and how far it has come by now. */
  told: Stage;
  stage: Stage;
};

/** By the clock of the database. */
export async function readNow(at: Db): Promise<number> {
  const [row] = await now(at);
  heardNow(row!.now);
  return row!.now;
}

const now = statement<{ now: number }>("select (date_part('epoch', clock_timestamp()) * 1000)::bigint as now");

const due = statement<Omit<DueEnd, "stage"> & { now: number }>(`
  select 'member' as kind, m.id, m.collaboration_id as "collaborationId", null as type, null as "resourceId", '' as name,
    null::uuid as model, null::bigint as uid, '' as email, m.ends_at as "endsAt", m.ends_told as told, ${ms("clock_timestamp()")} as now
  from member m where m.owner_uid = $1 and m.ends_at is not null and m.ends_told < ${OVER} and m.status in ('ACTIVE', 'PENDING')
    and m.ends_at <= clock_timestamp() + interval '7 days'
  union all
  select 'share', s.id, s.collaboration_id, s.type, s.resource_id, '', null, null, '', s.ends_at, s.ends_told, ${ms("clock_timestamp()")}
  from share s where s.owner_uid = $1 and s.ends_at is not null and s.ends_told < ${OVER}
    and s.ends_at <= clock_timestamp() + interval '7 days'
  union all
  select 'token', t.id, 0, null, null, t.description, null, null, '', t.expires_at, t.ends_told, ${ms("clock_timestamp()")}
  from token t where t.owner_uid = $1 and t.ends_told < ${OVER} and t.expires_at <= clock_timestamp() + interval '7 days'
  union all
  select 'line', e.position, 0, null, null, tm.name, tm.id, e.uid, e.email, e.ends_at, e.ends_told, ${ms("clock_timestamp()")}
  from threat_model_entry e
    join threat_model tm on tm.owner_uid = $1 and tm.id = e.threat_model_id and tm.deleted_at is null
  where e.owner_uid = $1 and e.ends_at is not null and e.ends_told < ${OVER}
    and e.ends_at <= clock_timestamp() + interval '7 days'`);

/** What of this owner's has come further than it was told. */
export async function dueEndsOf(at: Db, owner: number): Promise<DueEnd[]> {
  return (await due(at, owner))
    .map(({ now, ...one }) => ({ ...one, stage: stageOf(one.endsAt.getTime(), now) }))
    .filter(({ told, stage }) => stage > told);
}

const tellLine = statement(
  "update threat_model_entry set ends_told = $4 where owner_uid = $1 and threat_model_id = $2 and position = $3",
);
const tell = {
  member: statement("update member set ends_told = $3 where owner_uid = $1 and id = any($2::bigint[])"),
  share: statement("update share set ends_told = $3 where owner_uid = $1 and id = any($2::bigint[])"),
  token: statement("update token set ends_told = $3 where owner_uid = $1 and id = any($2::bigint[])"),
};

/** Each is told up to the stage it has come to: many end at the same moment, and whoever hears of it waits for all of them. */
export async function markTold(at: Db, owner: number, dues: readonly DueEnd[]): Promise<void> {
  for (const kind of ["member", "share", "token"] as const) {
    for (const stage of [1, 2, OVER] as const) {
      const ids = dues.filter((due) => due.kind === kind && due.stage === stage).map(({ id }) => id);
      if (ids.length > 0) await tell[kind](at, owner, ids, stage);
    }
  }
  for (const { kind, model, id, stage } of dues) if (kind === "line") await tellLine(at, owner, model, id, stage);
}

const save = {
  member: statement(`update member set ends_at = $3, ends_told = $4,
    secret_expires_at = case when status = 'PENDING' then least(secret_expires_at, $3) else secret_expires_at end
    where owner_uid = $1 and id = $2`),
  share: statement("update share set ends_at = $3, ends_told = $4 where owner_uid = $1 and id = $2"),
  token: statement("update token set expires_at = $3, ends_told = $4 where owner_uid = $1 and id = $2"),
};

type Kind = keyof typeof save;

/** Gives it this end, or none. What it had come to by the time it was set is not told any more. */
export async function saveEnd(at: Db, owner: number, kind: Kind, id: number, endsAt: Date | null): Promise<void> {
  await save[kind](at, owner, id, endsAt, await stageNow(at, endsAt));
  await saveDue(at, owner);
}

const saveLine = statement(
  "update threat_model_entry set ends_at = $4, ends_told = $5 where owner_uid = $1 and threat_model_id = $2 and position = $3",
);

/** The same for a line of a threat model's own list. */
export async function saveLineEnd(at: Db, owner: number, model: string, position: number, endsAt: Date | null) {
  await saveLine(at, owner, model, position, endsAt, await stageNow(at, endsAt));
  await saveDue(at, owner);
}

const stageNow = async (at: Db, endsAt: Date | null): Promise<Stage> =>
  endsAt === null ? 0 : stageOf(endsAt.getTime(), await readNow(at));

type Ended = { shareId: number; type: ResourceType; resourceId: string; name: string; endsAt: Date };

const ended = statement<Ended>(`
  select s.id as "shareId", s.type, s.resource_id as "resourceId", coalesce(e.name, s.resource_id) as name, s.ends_at as "endsAt"
  from share s left join environment e on s.type = 'ENV' and e.owner_uid = $1 and e.appid = s.resource_id
  where s.owner_uid = $1 and s.collaboration_id = $2 and s.ends_at > to_timestamp($3 / 1000.0) and s.ends_at <= clock_timestamp()
  order by s.ends_at, s.id`);

/** What was shared in a collaboration and ended by itself after a moment (milliseconds), with what it is called. */
export const endedIn = (at: Db, owner: number, collaborationId: number, after: number): Promise<Ended[]> =>
  ended(at, owner, collaborationId, after);

const sharing = statement<{ id: number }>("select collaboration_id as id from share where owner_uid = $1 and id = $2");

/** The collaboration in which this share is; null for none of this owner's. */
export const collaborationOfShare = async (at: Db, owner: number, id: number): Promise<number | null> =>
  (await sharing(at, owner, id))[0]?.id ?? null;

const forget = statement("delete from directory_end where owner_uid = $1");
const next = `
  select ends_at - case ends_told when 0 then interval '7 days' when 1 then interval '1 day' else interval '0' end as due_at
  from`;
const remember = statement(`
  insert into directory_end (owner_uid, due_at)
  select $1, min(due_at) from (
    ${next} member where owner_uid = $1 and ends_at is not null and ends_told < ${OVER} and status in ('ACTIVE', 'PENDING')
    union all
    ${next} share where owner_uid = $1 and ends_at is not null and ends_told < ${OVER}
    union all
    ${next} (select e.owner_uid, e.ends_at, e.ends_told from threat_model_entry e
      join threat_model tm on tm.owner_uid = $1 and tm.id = e.threat_model_id and tm.deleted_at is null
      where e.owner_uid = $1 and e.ends_at is not null and e.ends_told < ${OVER}) l
    union all
    ${next} (select owner_uid, expires_at as ends_at, ends_told from token where owner_uid = $1 and ends_told < ${OVER}) t) as each
  having min(due_at) is not null`);

/** Nothing is due for this owner any more. */
export const forgetDue = (owner: number): Promise<unknown> => forget(db(), owner);

/** Remembers when something is due for this owner next. After every change of an end, in its transaction. */
export async function saveDue(at: Db, owner: number): Promise<void> {
  await forget(at, owner);
  await remember(at, owner);
}

const coming = statement<{ owner: number; in: number; now: number }>(`
  select owner_uid as owner, greatest(0, extract(epoch from due_at - clock_timestamp()) * 1000)::bigint as in,
    ${ms("clock_timestamp()")} as now
  from directory_end where due_at <= clock_timestamp() + $1::bigint * interval '1 millisecond' order by due_at limit $2`);

/** For whom something is due within so many milliseconds, and in how many; the first come first. */
export async function dueWithin(within: number, most: number): Promise<{ owner: number; in: number }[]> {
  const rows = await coming(db(), within, most);
  if (rows[0]) heardNow(rows[0].now);
  return rows;
}
