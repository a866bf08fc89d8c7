import { sql } from "kysely";
import { config } from "../lib/config.mjs";
import { type Db, db, statement, transaction } from "./client";
import type { DiagramSessionRow } from "./schema";

/**
 * Sessions and who is connected, as rows: any node takes any socket, and REST tells the same as the sockets. Whoever holds a socket says
 * every few seconds that it is there (`touch`); what nobody has said for a while does not count, so that a node that died leaves
 * nothing behind.
 */
export type Participant = {
  socket: string;
  uid: number;
  node: string;
  mayEdit: boolean;
  joinedAt: Date;
  lastActivity: Date;
};

/** A session that nobody is in is over after this long; so is one whose nodes are all silent (seconds). */
export const EMPTY_FOR = 60;
/** A socket of which its node has said nothing for so long does not count (seconds). */
export const SILENT_FOR = 45;
/** What has died stays as long as somebody may still ask for it, or a frozen node wake up (milliseconds). */
const FORGOTTEN = { ticket: 60_000, participant: 10 * 60_000, session: 24 * 3_600_000 };

const alive = sql<boolean>`touched_at > now() - make_interval(secs => ${EMPTY_FOR})`;
const heard = sql<boolean>`seen_at > now() - make_interval(secs => ${SILENT_FOR})`;

export async function findSession(at: Db, owner: number, diagram: string): Promise<DiagramSessionRow | undefined> {
  return at
    .selectFrom("diagram_session")
    .selectAll()
    .where("owner_uid", "=", owner)
    .where("diagram_id", "=", diagram)
    .where(alive)
    .executeTakeFirst();
}

export async function ownerOfSession(at: Db, id: string): Promise<number | null> {
  const row = await at.selectFrom("directory_session").select("owner_uid").where("id", "=", id).executeTakeFirst();
  return row?.owner_uid ?? null;
}

export async function findSessionById(at: Db, owner: number, id: string): Promise<DiagramSessionRow | undefined> {
  return at
    .selectFrom("diagram_session")
    .selectAll()
    .where("owner_uid", "=", owner)
    .where("id", "=", id)
    .where(alive)
    .executeTakeFirst();
}

/** An owner's sessions that live, the oldest first; on these diagrams only, where some are given. */
export async function sessionsOf(at: Db, owner: number, of?: readonly string[]): Promise<DiagramSessionRow[]> {
  let query = at
    .selectFrom("diagram_session")
    .selectAll()
    .where("owner_uid", "=", owner)
    .where(alive)
    .orderBy("began_at");
  if (of) query = query.where("diagram_id", "=", sql<string>`any(${of}::uuid[])`);
  return query.execute();
}

/**
 * Begins a session; whoever begins it hosts and presents. One that has died there before makes
 * room. Belongs into a transaction that holds the owner's version.
 */
export async function beginSession(at: Db, owner: number, diagram: string, id: string, host: number): Promise<void> {
  await endSession(at, owner, diagram);
  await forgetDeadSessions(at, owner);
  await at.insertInto("directory_session").values({ id, owner_uid: owner }).execute();
  await at
    .insertInto("diagram_session")
    .values({ owner_uid: owner, id, diagram_id: diagram, host_uid: host, presenter_uid: host, host_lost_at: null })
    .execute();
}

/** Ends what there is of a session on this diagram; says whether there was one. */
export async function endSession(at: Db, owner: number, diagram: string): Promise<boolean> {
  const gone = await at
    .deleteFrom("diagram_session")
    .where("owner_uid", "=", owner)
    .where("diagram_id", "=", diagram)
    .returning("id")
    .execute();
  await dropPointers(at, gone);
  return gone.length > 0;
}

/** Sessions of this owner that died long ago, on diagrams where no other has begun since. */
async function forgetDeadSessions(at: Db, owner: number): Promise<void> {
  const gone = await at
    .deleteFrom("diagram_session")
    .where("owner_uid", "=", owner)
    .where("touched_at", "<", new Date(Date.now() - FORGOTTEN.session))
    .returning("id")
    .execute();
  await dropPointers(at, gone);
}

async function dropPointers(at: Db, sessions: readonly { id: string }[]): Promise<void> {
  for (const { id } of sessions) await at.deleteFrom("directory_session").where("id", "=", id).execute();
}

/** Ends this very session; another that has begun on its diagram since is left alone. */
export async function dropSession(owner: number, id: string): Promise<void> {
  await db().deleteFrom("diagram_session").where("owner_uid", "=", owner).where("id", "=", id).execute();
  await db().deleteFrom("directory_session").where("id", "=", id).where("owner_uid", "=", owner).execute();
}

/** The sockets of a session, in the order they came. */
export async function participantsOf(at: Db, owner: number, session: string): Promise<Participant[]> {
  const rows = await at
    .selectFrom("diagram_participant")
    .select(["socket", "uid", "node", "may_edit", "joined_at", "last_activity"])
    .where("owner_uid", "=", owner)
    .where("session_id", "=", session)
    .where(heard)
    .orderBy("joined_at")
    .orderBy("socket")
    .execute();
  return rows.map(({ socket, uid, node, may_edit, joined_at, last_activity }) => ({
    socket,
    uid,
    node,
    mayEdit: may_edit,
    joinedAt: joined_at,
    lastActivity: last_activity,
  }));
}

export type Joined = "joined" | "ended" | "removed" | "session-full" | "person-full";

/**
 * Seats a socket, or says why not. The session's row is held meanwhile, so that caps are kept on many nodes (S-56); all of it travels in
 * one piece, so that a node frozen in the middle of it keeps nobody out.
 */
export async function join(
  owner: number,
  session: string,
  { socket, uid, node, mayEdit }: Pick<Participant, "socket" | "uid" | "node" | "mayEdit">,
): Promise<Joined> {
  const now = await databaseTime(db());
  const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);
  const lives = ago(EMPTY_FOR * 1_000);
  const { seats, socketsOfPerson } = config().caps;
  const seat = [
    owner,
    session,
    lives,
    socket,
    uid,
    node,
    mayEdit,
    now,
    ago(SILENT_FOR * 1_000),
    seats,
    socketsOfPerson,
  ];
  let [isAlive, isSeated] = [false, false];
  await transaction(async (_, last) => {
    last({ sql: HOLD, parameters: [owner, session, lives] }, (rows) => {
      isAlive = rows.length > 0;
    });
    last({ sql: FORGET, parameters: [owner, session, ago(FORGOTTEN.participant)] });
    last({ sql: SEAT, parameters: seat }, (rows) => {
      isSeated = rows.length > 0;
    });
  });
  if (isSeated) return "joined";
  if (!isAlive) return "ended";
  const why = await seatFor(db(), owner, session, uid);
  // Somebody may have left since.
  return why === "joined" ? "session-full" : why;
}

/** Tickets, which only need it to be there, do not wait for it. */
const HOLD = "select from diagram_session where owner_uid = $1 and id = $2 and touched_at > $3 for no key update";
const FORGET = "delete from diagram_participant where owner_uid = $1 and session_id = $2 and seen_at < $3";
/** As `seatFor` has it, and at the database's time, which it was given (R14). */
const SEAT = `
  with heard as materialized
      (select uid from diagram_participant where owner_uid = $1 and session_id = $2 and seen_at > $9),
  seated as (
    insert into diagram_participant (owner_uid, session_id, socket, uid, node, may_edit)
      select $1, $2, $4, $5, $6, $7
      where exists (select from diagram_session where owner_uid = $1 and id = $2 and touched_at > $3)
        and not exists (select from diagram_session_removed where owner_uid = $1 and session_id = $2 and uid = $5)
        and (select count(*) from heard) < $10 and (select count(*) from heard where uid = $5) < $11
      returning uid)
  update diagram_session s set touched_at = $8, host_lost_at = case when s.host_uid = seated.uid then null else s.host_lost_at end
    from seated where s.owner_uid = $1 and s.id = $2 returning s.id`;

/** Whether a session has a free seat for this person, before their socket is opened. */
export async function seatFor(at: Db, owner: number, session: string, uid: number): Promise<Joined> {
  const [reason, seated] = await Promise.all([reasonFor(at, owner, session, uid), participantsOf(at, owner, session)]);
  if (reason !== null) return "removed";
  return fullFor(seated, uid) ?? "joined";
}

function fullFor(seated: readonly Participant[], uid: number): "session-full" | "person-full" | null {
  const { seats, socketsOfPerson } = config().caps;
  if (seated.length >= seats) return "session-full";
  return seated.filter((one) => one.uid === uid).length >= socketsOfPerson ? "person-full" : null;
}

/** Who was removed from this session, with the host's words for it. */
export async function removedFrom(at: Db, owner: number, session: string): Promise<{ uid: number; reason: string }[]> {
  return at
    .selectFrom("diagram_session_removed")
    .select(["uid", "reason"])
    .where("owner_uid", "=", owner)
    .where("session_id", "=", session)
    .execute();
}

/** Why they were removed from this session, empty for no word; null where they were not. */
export async function reasonFor(at: Db, owner: number, session: string, uid: number): Promise<string | null> {
  const row = await at
    .selectFrom("diagram_session_removed")
    .select("reason")
    .where("owner_uid", "=", owner)
    .where("session_id", "=", session)
    .where("uid", "=", uid)
    .executeTakeFirst();
  return row?.reason ?? null;
}

export async function leave(owner: number, session: string, sockets: readonly string[]): Promise<void> {
  await db()
    .deleteFrom("diagram_participant")
    .where("owner_uid", "=", owner)
    .where("session_id", "=", session)
    .where("socket", "in", sockets)
    .execute();
}

/** Says of a session that somebody is in it; `active` are those of the sockets that said something since the last time. */
export async function touch(
  owner: number,
  session: string,
  sockets: readonly string[],
  active: readonly string[],
): Promise<void> {
  const now = await databaseTime(db());
  const seats = db()
    .updateTable("diagram_participant")
    .where("owner_uid", "=", owner)
    .where("session_id", "=", session);
  if (sockets.length > 0) await seats.set({ seen_at: now }).where("socket", "=", among(sockets)).execute();
  if (active.length > 0) await seats.set({ last_activity: now }).where("socket", "=", among(active)).execute();
  await saveSession(db(), owner, session, { touched_at: now });
}

/** Whether this socket's person may edit, as they are shown to others. */
export async function setMayEdit(owner: number, session: string, socket: string, mayEdit: boolean): Promise<void> {
  await db()
    .updateTable("diagram_participant")
    .set({ may_edit: mayEdit })
    .where("owner_uid", "=", owner)
    .where("session_id", "=", session)
    .where("socket", "=", socket)
    .execute();
}

/** The database's clock, for statements that must be given it: those that change rows call no function (R12, R14). */
export async function databaseTime(at: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select now() as now`.execute(at);
  return rows[0]!.now;
}

const among = (sockets: readonly string[]) => sql<string>`any(${sockets}::uuid[])`;

type Kept = Partial<Pick<DiagramSessionRow, "touched_at" | "host_lost_at" | "is_locked"> & { read_only: string }>;

const savedSession = (at: Db, owner: number, session: string, change: Kept) =>
  at.updateTable("diagram_session").set(change).where("owner_uid", "=", owner).where("id", "=", session);

async function saveSession(at: Db, owner: number, session: string, change: Kept): Promise<void> {
  await savedSession(at, owner, session, change).execute();
}

/** Who presents: set only where it is still the one who was seen presenting (null: nobody). Says whether it was. */
export async function setPresenter(
  owner: number,
  session: string,
  from: number | null,
  to: number | null,
): Promise<boolean> {
  const { numUpdatedRows } = await db()
    .updateTable("diagram_session")
    .set({ presenter_uid: to })
    .where("owner_uid", "=", owner)
    .where("id", "=", session)
    .where("presenter_uid", from === null ? "is" : "=", from)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Who hosts: set only where it is still the one who was seen hosting. Says whether it was. */
export async function setHost(owner: number, session: string, from: number, to: number): Promise<boolean> {
  const { numUpdatedRows } = await db()
    .updateTable("diagram_session")
    .set({ host_uid: to, host_lost_at: null })
    .where("owner_uid", "=", owner)
    .where("id", "=", session)
    .where("host_uid", "=", from)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Whom the host lets draw: everybody who may, or themselves alone; but those only look. */
export async function restrict(
  owner: number,
  session: string,
  { locked, readOnly }: { locked: boolean; readOnly: readonly number[] },
): Promise<void> {
  await saveSession(db(), owner, session, { is_locked: locked, read_only: JSON.stringify(readOnly) });
}

/** The host has no socket any more, anywhere, from now on. */
export async function loseHost(owner: number, session: string): Promise<void> {
  await saveSession(db(), owner, session, { host_lost_at: await databaseTime(db()) });
}

/** This person does not come back into this session, from no device and through no node (S-57). */
export async function removeFromSession(owner: number, session: string, uid: number, reason: string): Promise<void> {
  await db()
    .insertInto("diagram_session_removed")
    .values({ owner_uid: owner, session_id: session, uid, reason })
    .onConflict((c) => c.columns(["owner_uid", "session_id", "uid"]).doNothing())
    .execute();
}

export type Ticket = {
  owner_uid: number;
  hash: string;
  diagram_id: string;
  session_id: string;
  uid: number;
  key_kind: "sign-in" | "token";
  key_id: number;
};
const TICKET_SECONDS = 30;

/** The owner's tickets that nobody used in time go with it. */
export async function addTicket(at: Db, ticket: Ticket): Promise<void> {
  await at
    .deleteFrom("diagram_ticket")
    .where("owner_uid", "=", ticket.owner_uid)
    .where("expires_at", "<", new Date(Date.now() - FORGOTTEN.ticket))
    .execute();
  await at
    .insertInto("diagram_ticket")
    .values({ ...ticket, expires_at: sql<Date>`now() + make_interval(secs => ${TICKET_SECONDS})` })
    .execute();
}

/** Uses a ticket up: whoever deletes it has it (S-51). Null for one that is unknown, used, of another diagram, or too old. */
export async function takeTicket(owner: number, hash: string, diagram: string): Promise<Ticket | null> {
  const row = await db()
    .deleteFrom("diagram_ticket")
    .where("owner_uid", "=", owner)
    .where("hash", "=", hash)
    .where("diagram_id", "=", diagram)
    .returning(["owner_uid", "hash", "diagram_id", "session_id", "uid", "key_kind", "key_id", "expires_at"])
    .executeTakeFirst();
  if (!row || row.expires_at <= (await databaseTime(db()))) return null;
  const { expires_at: _, ...ticket } = row;
  return ticket;
}

/** The sign-in or token somebody came with. It may be given a new secret meanwhile; it is the row that counts. */
export type KeyRow = Pick<Ticket, "uid" | "key_kind" | "key_id">;

/** Under which hash each of these keys is kept now, in their order; null for one that is not. */
export async function hashesOfKeys(at: Db, keys: readonly KeyRow[]): Promise<(string | null)[]> {
  const columns = [keys.map((key) => key.uid), keys.map((key) => key.key_kind), keys.map((key) => key.key_id)];
  return (await keptUnder(at, ...columns)).map(({ hash }) => hash);
}

const keptUnder = statement<{ hash: string | null }>(`
  select k.hash from unnest($1::bigint[], $2::text[], $3::bigint[]) with ordinality as asked(uid, kind, id, n)
  left join directory_key k on k.owner_uid = asked.uid and k.kind = asked.kind and k.id = asked.id
  order by asked.n`);
