import { randomUUID } from "node:crypto";
import type pg from "pg";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { versionNow } from "../../../db/accounts";
import { pool } from "../../../db/client";
import { join } from "../../../db/diagram-sessions";
import { type Somebody, somebody } from "../../../e2e/support/arrange";
import { freshDatabase } from "../../../e2e/support/database";
import { actor, type Drawing, drawingOf } from "../../../e2e/support/room-sockets";
import { perform } from "../perform";
import { makeTicket, startSession } from ".";

/** Whoever comes back to a session waits for nobody: a node may be frozen in the middle of whatever it does. */
beforeAll(freshDatabase);

let olga: Somebody;
let at: Drawing;
let frozen: pg.PoolClient;

beforeEach(async () => {
  olga = await somebody("Olga");
  at = await drawingOf(olga);
  frozen = await pool().connect();
});
afterEach(async () => {
  await frozen.query("rollback").catch(() => {});
  frozen.release(true);
});

/** Nothing of this may need what the frozen one holds: asking for it would be refused after two seconds. */
async function comeBack(): Promise<string> {
  const { session, created } = await perform(startSession, await actor(olga), at);
  expect(created).toBe(false);
  await perform(makeTicket, await actor(olga), { sessionId: session.id });
  return session.id;
}
const sit = (session: string) =>
  join(olga.uid, session, { socket: randomUUID(), uid: olga.uid, node: randomUUID(), mayEdit: true });

it("asking for the session there is raises no version, so nobody is judged anew for it", async () => {
  const { session } = await perform(startSession, await actor(olga), at);
  const before = await versionNow(olga.uid);
  expect(await comeBack()).toBe(session.id);
  expect(await versionNow(olga.uid)).toBe(before);
});

it("a node frozen in the middle of a write of the owner's keeps nobody from coming back", async () => {
  await perform(startSession, await actor(olga), at);
  await frozen.query("begin");
  await frozen.query("update account set version = version + 1 where owner_uid = $1", [olga.uid]);
  expect(await sit(await comeBack())).toBe("joined");
});

it("one that holds the session's row keeps nobody from a ticket, and from a seat no longer than three seconds", async () => {
  const { session } = await perform(startSession, await actor(olga), at);
  await frozen.query("begin");
  await frozen.query("update diagram_session set touched_at = now() where owner_uid = $1 and id = $2", [
    olga.uid,
    session.id,
  ]);
  await comeBack();
  // The database lets go of whoever is silent in a transaction.
  const gone = new Promise((done) => frozen.once("error", done));
  expect(await gone).toMatchObject({ code: "25P03" });
  expect(await sit(session.id)).toBe("joined");
});
