import "../support/unlimited";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "../../db/client";
import { hashOfKey } from "../../lib/keys";
import { hashPassword } from "../../lib/passwords";
import { type Somebody, share, somebody } from "../support/arrange";
import { ask, must, newEnvironment, pairIn } from "../support/collaboration";
import { freshDatabase } from "../support/database";
import { call } from "../support/platform";
import { tmi } from "../support/tmi";
import { scene } from "../support/tmi-scene";

beforeAll(freshDatabase);

type Pointers =
  | "directory_key"
  | "directory_email"
  | "directory_membership"
  | "directory_environment"
  | "directory_threat_model"
  | "directory_diagram";

/** Bends the pointers of one table that are meant by `where`; there must be one. */
async function bend(table: Pointers, to: Record<string, unknown>, where: Record<string, unknown>): Promise<void> {
  let query = db()
    .updateTable(table)
    .set(to as never);
  for (const [column, value] of Object.entries(where)) query = query.where(column as never, "=", value as never);
  const { numUpdatedRows } = await query.executeTakeFirstOrThrow();
  expect(Number(numUpdatedRows), `pointers in ${table}`).toBeGreaterThan(0);
}

const two = () => Promise.all([somebody("Olga"), somebody("Milo")]) as Promise<[Somebody, Somebody]>;

describe("R5: a pointer says where to look and nothing else: where it lies, nobody gets anything", () => {
  it("of a key to another account", async () => {
    const [olga, milo] = await two();
    await bend("directory_key", { owner_uid: olga.uid }, { hash: hashOfKey(milo.session) });
    expect((await call("users.account.GetUserInfo", {}, milo.session)).body.result).toBe(702);
  });

  it("of an address to another account: neither password opens it", async () => {
    const [olga, milo] = await two();
    for (const who of [olga, milo]) {
      const password_hash = await hashPassword(`the long secret of ${who.name}`);
      await db().updateTable("account").set({ password_hash }).where("owner_uid", "=", who.uid).execute();
    }
    const signIn = async (login: string, name: string) =>
      (await call("users.authentication.Signin", { login, password: `the long secret of ${name}` })).body.result;
    expect(await signIn(olga.email, "Olga")).toBe(0);
    await bend("directory_email", { owner_uid: olga.uid }, { email: milo.email });
    expect(await signIn(milo.email, "Olga")).not.toBe(0);
    expect(await signIn(milo.email, "Milo")).not.toBe(0);
  });

  it("of a membership to somebody else", async () => {
    const { owner, id } = await pairIn("ACTIVE");
    const sten = await somebody("Sten");
    await bend("directory_membership", { member_uid: sten.uid, email: sten.email }, { member_id: id });
    expect((await must(sten, "GetCollaborations")).collaborations).toEqual([]);
    expect(await ask(sten, "GetCollaborations", { id })).toMatchObject({ result: 5 });
    expect(await ask(sten, "LeaveCollaboration", { id })).toMatchObject({ result: 5 });
    const theirs = await ask(sten, "GetMembers", { ownerUid: owner.uid });
    expect(JSON.stringify(theirs)).not.toContain("milo");
  });

  it("of an environment to another owner", async () => {
    const [olga, milo] = await two();
    const appid = await newEnvironment(olga, "pointed-at");
    await bend("directory_environment", { owner_uid: milo.uid }, { appid });
    for (const envName of ["pointed-at", appid])
      expect((await call("environment.control.GetEnvInfo", { envName }, milo.session)).body.result).not.toBe(0);
    expect((await call("environment.control.GetEnvs", {}, milo.session)).body).toMatchObject({ infos: [] });
  });

  it("of a threat model or a diagram to another owner", async () => {
    const { sten, model, diagram, at, on } = await scene();
    await bend("directory_diagram", { owner_uid: sten.uid }, { id: diagram.body.id });
    expect((await tmi(`GET ${on}`, { token: sten.session })).status).toBe(404);
    await bend("directory_threat_model", { owner_uid: sten.uid }, { id: model.body.id });
    expect((await tmi(`GET ${at}`, { token: sten.session })).status).toBe(404);
    expect((await tmi(`PUT ${at}`, { token: sten.session, json: { name: "Mine" } })).status).toBe(404);
  });
});

describe("R8: a version that has passed never allows", () => {
  const START = "environment.control.StartEnv";
  const may = async (who: Somebody, envName: string) =>
    (await ask(who, "CheckEnvironmentRights", { serviceMethod: START, envName })).result;

  it("what another node took away is gone for this one, though it still has the world of before", async () => {
    const { owner, member, id } = await pairIn("ACTIVE");
    const appid = await newEnvironment(owner, "taken-away");
    const row = await share(owner, id, "ENV", appid, [START]);
    expect(await may(member, "taken-away")).toBe(0);
    await db()
      .transaction()
      .execute(async (tx) => {
        await tx
          .updateTable("account")
          .set((eb) => ({ version: eb("version", "+", 1) }))
          .where("owner_uid", "=", owner.uid)
          .execute();
        await tx.deleteFrom("share").where("owner_uid", "=", owner.uid).where("id", "=", row).execute();
      });
    expect(await may(member, "taken-away")).toBe(5);
  });
});
