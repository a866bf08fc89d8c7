import { beforeAll, expect, test } from "vitest";
import { cast, demoPassword } from "../../db/cast";
import { db, pool } from "../../db/client";
import { furnish } from "../../lib/furnish";
import { freshDatabase } from "../support/database";
import { call } from "../support/platform";

const MEMBERS = 10_000;
const SHARES = 100_000;
const FAR = 1_500_000_000;

beforeAll(freshDatabase);
beforeAll(furnish);

async function signIn(key: "owner" | "member"): Promise<{ session: string; uid: number }> {
  const { email } = cast.find((person) => person.key === key)!;
  const { body } = await call("users.authentication.Signin", { login: email, password: demoPassword });
  return { session: String(body.session), uid: Number(body.uid) };
}

/** Pairs by the thousand, straight into the tables, until the owner has `until` members. */
async function fillMembers(owner: number, until: number): Promise<void> {
  const row = await db()
    .selectFrom("member")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("owner_uid", "=", owner)
    .executeTakeFirstOrThrow();
  const series = [owner, FAR, until - Number(row.n)];
  await pool().query(
    "insert into collaboration (owner_uid, id, type) select $1, $2 + n, 'ACCOUNT' from generate_series(1, $3::int) n",
    series,
  );
  await pool().query(
    "insert into member (owner_uid, id, collaboration_id, type, email, email_shown, status, signed_by) select $1, $2 + n, $2 + n, 'ACCOUNT', 'm' || n || '@quota.example', 'm' || n || '@quota.example', 'LEFT', 'INVITATION' from generate_series(1, $3::int) n",
    series,
  );
}

test("S-65 an account has at most 10,000 members, and the ten-thousandth still gets in", async () => {
  const { session, uid } = await signIn("owner");
  await fillMembers(uid, MEMBERS - 1);
  const invite = (email: string) => call("users.collaboration.InviteMember", { email }, session);
  expect((await invite("last@quota.example")).body.result).toBe(0);
  expect((await invite("one.more@quota.example")).body.result).toBe(8213);
});

test("S-65 an account shares at most 100,000 resources, and the last still fits", async () => {
  const { session, uid } = await signIn("member");
  const { body } = await call("users.collaboration.GetMembers", {}, session);
  const pair = (body.collaborations as { id: number; type: string }[]).find((one) => one.type === "ACCOUNT")!;
  await fillMembers(uid, 21);
  const { rows } = await pool().query("select count(*)::int as n from share where owner_uid = $1", [uid]);
  await pool().query(
    "insert into share (owner_uid, id, collaboration_id, type, resource_id) select $1, $2 + n, $2 + 1 + n % 15, 'S3_REGION', 'r' || n from generate_series(1, $3::int) n",
    [uid, FAR, SHARES - 1 - rows[0].n],
  );
  const share = (resourceId: string) =>
    call("users.collaboration.SetResource", { collaborationId: pair.id, resourceId, roleIds: "Viewer" }, session);
  expect((await share("milo-blog")).body.result).toBe(0);
  const over = await call(
    "users.collaboration.SetResource",
    { collaborationId: pair.id, resourceId: "Personal", resourceType: "ENV_GROUP", roleIds: "Viewer" },
    session,
  );
  expect(over.body.result).toBe(8213);
});
