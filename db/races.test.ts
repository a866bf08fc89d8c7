import "../e2e/support/unlimited";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Somebody, somebody } from "../e2e/support/arrange";
import { freshDatabase } from "../e2e/support/database";
import { brokenInvariants } from "../e2e/support/invariants";
import { meddle } from "../e2e/support/watch";
import type { Actor } from "../lib/domain/actor";
import { Refusal, type RefusalCode } from "../lib/domain/refusal";
import { acceptCollaboration, leaveCollaboration, rejectCollaboration } from "../lib/operations/collaborations";
import { registerEnv } from "../lib/operations/environments";
import { activateMember, deleteMember, editMember, inviteMember, suspendMember } from "../lib/operations/members";
import { perform } from "../lib/operations/perform";
import { setResource } from "../lib/operations/resources";
import { addRole, deleteRole, editRole } from "../lib/operations/roles";
import { connect, db, disconnect, pool } from "./client";

// As on two nodes: neither waits for the other's turn, and only the database stands between them.
vi.mock("../lib/operations/turns", () => ({ inTurn: (_owner: number, work: () => Promise<unknown>) => work() }));

const LANES = 4;
const LONG = 120_000;

/** One owner and one person they work with; lanes race beside each other, and rounds of a lane follow each other. */
type Lane = { owner: Actor; member: Actor; ownerUid: number; key: string };
type Outcome = "ok" | RefusalCode;
type Contender = (lane: Lane, id: number) => Promise<unknown>;

let lanes: Lane[];
let racing: Lane[];

beforeAll(freshDatabase);
beforeAll(async () => {
  lanes = await Promise.all(Array.from({ length: LANES }, (_, n) => newLane(`lane${n}`)));
});

const accept: Contender = ({ member }, id) => perform(acceptCollaboration, member, { id });
const reject: Contender = ({ member }, id) => perform(rejectCollaboration, member, { id });
const leave: Contender = ({ member }, id) => perform(leaveCollaboration, member, { id });
const suspend: Contender = ({ owner }, id) => perform(suspendMember, owner, { id });
const remove: Contender = ({ owner }, id) => perform(deleteMember, owner, { id });
const invite: Contender = ({ owner, member }) => perform(inviteMember, owner, { email: member.email });
const share: Contender = async ({ owner, member, key }, roleId) =>
  perform(setResource, owner, {
    collaborationId: (await pairIds(owner, member))[0]!,
    resourceId: key,
    roleIds: [String(roleId)],
  });
const dropRole: Contender = ({ owner }, id) => perform(deleteRole, owner, { id });
const changeRole: Contender = ({ owner }, id) => perform(editRole, owner, { id, policies: ["LOGS_VIEW", "STATISTIC"] });

const settings: { title: string; rounds: number; lanes: number; prepare: () => Promise<() => void> }[] = [
  { title: "at READ COMMITTED", rounds: 200, lanes: LANES, prepare: async () => () => {} },
  {
    title: "R11: at SERIALIZABLE",
    rounds: 60,
    // Tables as small as these are locked whole, so owners would meet who never do in larger ones.
    lanes: 1,
    prepare: async () => {
      await reconnect("-c default_transaction_isolation=serializable -c enable_seqscan=off");
      return () => {};
    },
  },
  {
    title: "R10: while one transaction in twenty is told 40001, at any of its statements or at COMMIT",
    rounds: 60,
    lanes: LANES,
    prepare: async () => {
      await reconnect("");
      return meddle(oneInTwenty());
    },
  },
];

describe.each(settings)("$title", ({ rounds, lanes: count, prepare }) => {
  let undo: () => void;
  beforeAll(async () => {
    undo = await prepare();
    racing = lanes.slice(0, count);
  });
  afterAll(() => undo());

  it(
    "accepting against deleting: the deleted member is gone, whoever was first",
    () =>
      race({ rounds, before: invited, between: [accept, remove] }, async ({ owner, member }, outcomes, id) => {
        expect(["ok ok", "not-found ok"]).toContain(outcomes);
        expect(await pairIds(owner, member)).toEqual([]);
        const steps = await stepsOf(owner, id);
        expect(steps).toEqual(outcomes === "ok ok" ? ["PENDING", "ACTIVE", "gone"] : ["PENDING", "gone"]);
      }),
    LONG,
  );

  it(
    "suspending against leaving: the member has left, and was suspended only before that",
    () =>
      race({ rounds, before: joined, between: [suspend, leave] }, async ({ owner }, outcomes, id) => {
        expect(["ok ok", "wrong-state ok"]).toContain(outcomes);
        expect(await statusOf(owner, id)).toBe("LEFT");
        const steps = await stepsOf(owner, id);
        expect(steps).toEqual(["PENDING", "ACTIVE", ...(outcomes === "ok ok" ? ["SUSPENDED"] : []), "LEFT"]);
      }),
    LONG,
  );

  it(
    "S-24: accepting twice is accepting once: one membership, one step, one letter",
    () =>
      race({ rounds, before: invited, between: [accept, accept] }, async ({ owner, member }, outcomes, id) => {
        expect(outcomes).toBe("ok ok");
        expect(await pairIds(owner, member)).toEqual([id]);
        expect(await statusOf(owner, id)).toBe("ACTIVE");
        expect(await stepsOf(owner, id)).toEqual(["PENDING", "ACTIVE"]);
        expect(await lettersOf(owner, "accepted")).toBe(1);
      }),
    LONG,
  );

  it(
    "inviting one address twice makes one row and one letter",
    () =>
      race({ rounds, before: uninvited, between: [invite, invite] }, async ({ owner, member }, outcomes) => {
        expect(outcomes).toBe("ok ok");
        const ids = await pairIds(owner, member);
        expect(ids).toHaveLength(1);
        expect(await stepsOf(owner, ids[0]!)).toEqual(["PENDING"]);
        expect(await lettersOf(owner, "invitation")).toBe(1);
      }),
    LONG,
  );

  it(
    "accepting against rejecting: one of the two, never both",
    () =>
      race({ rounds, before: invited, between: [accept, reject] }, async ({ owner }, outcomes, id) => {
        const status = { "ok wrong-state": "ACTIVE", "wrong-state ok": "REJECTED" }[outcomes];
        expect(status, outcomes).toBeDefined();
        expect(await statusOf(owner, id)).toBe(status);
        expect(await stepsOf(owner, id)).toEqual(["PENDING", status]);
      }),
    LONG,
  );

  it(
    "deleting a role against sharing in it: it is deleted and shared nowhere, or shared and still there",
    () =>
      race({ rounds, before: joinedWithRole, between: [dropRole, share] }, async ({ owner }, outcomes, roleId) => {
        expect(["ok not-found", "in-use ok"]).toContain(outcomes);
        const held = { roles: await rolesNamed(owner, roleId), shares: await sharesIn(owner, roleId) };
        expect(held).toEqual(outcomes === "ok not-found" ? { roles: 0, shares: 0 } : { roles: 1, shares: 1 });
      }),
    LONG,
  );

  it(
    "editing a role against sharing in it: both happen",
    () =>
      race({ rounds, before: joinedWithRole, between: [changeRole, share] }, async ({ owner }, outcomes, roleId) => {
        expect(outcomes).toBe("ok ok");
        expect(await sharesIn(owner, roleId)).toBe(1);
        expect(await policiesIn(owner, roleId)).toBe(2);
      }),
    LONG,
  );

  it(
    "R6, S-06: no write of a delegate commits after their suspension has",
    async () => {
      const outcomes = await everyLane((lane) => suspendWhileActing(lane, rounds));
      expect(new Set(outcomes.flat())).toEqual(new Set(["ok", "not-found"]));
    },
    LONG,
  );

  it("nothing is half done after all of it", async () => expect(await brokenInvariants()).toEqual([]));
});

type Race = { rounds: number; before: (lane: Lane) => Promise<number>; between: [Contender, Contender] };

/** Two contenders set off together, again and again; whoever should start first is left to chance. */
async function race(
  { rounds, before, between }: Race,
  judge: (lane: Lane, outcomes: string, id: number) => Promise<void>,
): Promise<void> {
  await everyLane(async (lane) => {
    for (let round = 0; round < rounds / racing.length; round++) {
      await clear(lane);
      const id = await before(lane);
      const late = Math.random() < 0.5 ? 0 : 1;
      const outcomes = await Promise.all(
        between.map(async (contender, n) => {
          if (n === late) await pause(Math.random() * 2);
          return outcomeOf(contender(lane, id));
        }),
      );
      await judge(lane, outcomes.join(" "), id);
    }
  });
}

/** Waits for all lanes also when one fails, so that none runs on into the next test. */
async function everyLane<T>(work: (lane: Lane) => Promise<T>): Promise<T[]> {
  const results = await Promise.allSettled(racing.map(work));
  return results.map((result) => {
    if (result.status === "rejected") throw result.reason;
    return result.value;
  });
}

/** A refusal is an outcome; anything else that is thrown fails the test. */
async function outcomeOf(work: Promise<unknown>): Promise<Outcome> {
  try {
    await work;
    return "ok";
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

/**
 * The delegate of the lane relabels somebody while the owner suspends them. In the journal, whose order is that of the
 * commits, everything the delegate wrote must stand where they were active.
 */
async function suspendWhileActing(lane: Lane, rounds: number): Promise<Outcome[]> {
  await clear(lane);
  const { owner, member: delegate, ownerUid } = lane;
  const id = await joined(lane);
  const lead = await perform(addRole, owner, {
    name: `Lead ${id}`,
    policies: ["COLLABORATION"],
    receiveNotification: false,
  });
  await perform(setResource, owner, {
    collaborationId: id,
    resourceId: String(ownerUid),
    resourceType: "ACCOUNT",
    roleIds: [String(lead.role.id)],
  });
  const other = (await perform(inviteMember, owner, { email: `other.${id}@example.com` })).collaboration.id;
  const outcomes: Outcome[] = [];
  let label = "";
  // How much later the suspension sets off (milliseconds, or earlier below 0): it follows whoever lost, and so stays where both can win.
  let late = 0;
  for (let round = 0; round < rounds / racing.length; round++) {
    const displayName = `round ${round}`;
    const acting = pause(Math.max(0, -late)).then(() =>
      outcomeOf(perform(editMember, delegate, { id: other, displayName, ownerUid })),
    );
    const suspending = pause(Math.max(0, late)).then(() => outcomeOf(perform(suspendMember, owner, { id })));
    const [wrote, suspended] = await Promise.all([acting, suspending]);
    expect(suspended).toBe("ok");
    outcomes.push(wrote);
    if (wrote === "ok") label = displayName;
    late += wrote === "ok" ? -1 : 2;
    expect(await labelOf(owner, other)).toBe(label);
    const tooLate = outcomeOf(perform(editMember, delegate, { id: other, displayName: "too late", ownerUid }));
    expect(await tooLate).toBe("not-found");
    await perform(activateMember, owner, { id });
  }
  await expectActiveWhileActing(owner, delegate, id, other);
  return outcomes;
}

async function expectActiveWhileActing(owner: Actor, delegate: Actor, id: number, other: number): Promise<void> {
  const rows = await db()
    .selectFrom("journal")
    .select(["actor_uid", "target_id", "after"])
    .where("owner_uid", "=", owner.uid)
    .where("target", "=", "member")
    .where("target_id", "in", [String(id), String(other)])
    .orderBy("version")
    .orderBy("n")
    .execute();
  let status: string | undefined;
  let acts = 0;
  for (const row of rows) {
    const after = row.after as { status?: string } | null;
    if (row.target_id === String(id) && after?.status) status = after.status;
    if (row.target_id !== String(other) || row.actor_uid !== delegate.uid) continue;
    acts += 1;
    expect(status).toBe("ACTIVE");
  }
  expect(acts).toBeGreaterThan(0);
}

async function newLane(key: string): Promise<Lane> {
  const [owner, member] = [actorOf(await somebody("Olga")), actorOf(await somebody("Milo"))];
  await perform(registerEnv, owner, { envName: key });
  return { owner, member, ownerUid: owner.uid, key };
}

const actorOf = ({ uid, name, email }: Somebody): Actor => ({
  uid,
  name,
  email,
  verified: true,
  door: "rest",
  versions: new Map(),
  from: { ip: "127.0.0.1", userAgent: "test" },
});

/** The two know nothing of each other any more, no letter is left, and of the roles only those an account begins with. */
async function clear({ ownerUid }: Lane): Promise<void> {
  for (const table of ["collaboration", "directory_membership", "directory_invitation", "mail"] as const) {
    await db().deleteFrom(table).where("owner_uid", "=", ownerUid).execute();
  }
  const seeds = ["admin", "viewer"];
  await db().deleteFrom("role").where("owner_uid", "=", ownerUid).where("name_key", "not in", seeds).execute();
}

const uninvited = async (): Promise<number> => 0;

async function invited({ owner, member }: Lane): Promise<number> {
  const { collaboration } = await perform(inviteMember, owner, { email: member.email });
  return collaboration.id;
}

async function joined(lane: Lane): Promise<number> {
  const id = await invited(lane);
  await accept(lane, id);
  return id;
}

/** Returns the id of a new role nobody holds yet. */
async function joinedWithRole(lane: Lane): Promise<number> {
  const id = await joined(lane);
  const role = { name: `Role ${id}`, policies: ["LOGS_VIEW"], receiveNotification: false };
  return (await perform(addRole, lane.owner, role)).role.id;
}

async function pairIds(owner: Actor, member: Actor): Promise<number[]> {
  const rows = await db()
    .selectFrom("member")
    .select("id")
    .where("owner_uid", "=", owner.uid)
    .where("email", "=", member.email)
    .execute();
  return rows.map((row) => row.id);
}

async function memberRow(owner: Actor, id: number) {
  return db()
    .selectFrom("member")
    .selectAll()
    .where("owner_uid", "=", owner.uid)
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
}

const statusOf = async (owner: Actor, id: number) => (await memberRow(owner, id)).status;
const labelOf = async (owner: Actor, id: number) => (await memberRow(owner, id)).display_name;

/** What the journal says became of a member, in the order of the commits, each step starting where the one before ended. */
async function stepsOf(owner: Actor, id: number): Promise<(string | undefined)[]> {
  const rows = await db()
    .selectFrom("journal")
    .select(["before", "after"])
    .where("owner_uid", "=", owner.uid)
    .where("target", "=", "member")
    .where("target_id", "=", String(id))
    .orderBy("version")
    .orderBy("n")
    .execute();
  const steps: string[] = [];
  for (const row of rows) {
    const before = row.before as { status?: string } | null;
    const after = row.after as { status?: string } | null;
    expect(before?.status).toBe(steps.at(-1));
    steps.push(after?.status ?? "gone");
  }
  return steps;
}

async function lettersOf(owner: Actor, kind: string): Promise<number> {
  const rows = await db().selectFrom("mail").select("kind").where("owner_uid", "=", owner.uid).execute();
  return rows.filter((row) => row.kind === kind).length;
}

const rolesNamed = async (owner: Actor, id: number) =>
  (await db().selectFrom("role").select("id").where("owner_uid", "=", owner.uid).where("id", "=", id).execute()).length;

async function sharesIn(owner: Actor, roleId: number): Promise<number> {
  const query = db().selectFrom("share_role").select("share_id").where("owner_uid", "=", owner.uid);
  return (await query.where("role_id", "=", roleId).execute()).length;
}

async function policiesIn(owner: Actor, roleId: number): Promise<number> {
  const query = db().selectFrom("role_policy").select("policy_id").where("owner_uid", "=", owner.uid);
  return (await query.where("role_id", "=", roleId).execute()).length;
}

/** Connects to the same database anew, with other settings from the start. */
async function reconnect(options: string): Promise<void> {
  const { host, port, user, database } = pool().options;
  await disconnect();
  connect({ host: host!, port: port!, user: user!, database: database!, options });
  const { rows } = await pool().query("show default_transaction_isolation");
  expect(rows[0].default_transaction_isolation).toBe(options ? "serializable" : "read committed");
}

const LOST_RACE = "do $$ begin raise exception 'could not serialize access' using errcode = '40001'; end $$";

/** Of each transaction decides at its beginning whether, and at which statement, it is told that it lost a race. */
function oneInTwenty(): (text: string, connection: object) => string | undefined {
  const left = new WeakMap<object, number>();
  return (text, connection) => {
    if (text === "begin") {
      if (Math.random() < 0.05) left.set(connection, Math.floor(Math.random() * 12));
      else left.delete(connection);
      return undefined;
    }
    const count = left.get(connection);
    if (text === "rollback") left.delete(connection);
    if (count === undefined || text === "rollback") return undefined;
    left.set(connection, count - 1);
    if (count > 0 && text !== "commit") return undefined;
    left.delete(connection);
    // The server itself says so, and holds the transaction for lost.
    return LOST_RACE;
  };
}

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));
