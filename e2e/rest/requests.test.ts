import { sql } from "kysely";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "../../db/client";
import { type Somebody, somebody } from "../support/arrange";
import { ask, delegateOf, lettersOf, must, newEnvironment, newRole, pairIn } from "../support/collaboration";
import { freshDatabase } from "../support/database";
import { call } from "../support/platform";

const START = "environment.control.StartEnv";
beforeAll(freshDatabase);

let olga: Somebody;
let milo: Somebody;
let id: number;
let env: string;
let appid: string;
let looks: number;
let starts: number;

beforeEach(async () => {
  ({ owner: olga, member: milo, id } = await pairIn("ACTIVE"));
  env = `shop-${olga.uid}`;
  appid = await newEnvironment(olga, env);
  looks = await newRole(olga, ["LOGS_VIEW"]);
  await newRole(olga, ["ENV_STATE", "FILES_WRITE", "BILLING_VIEW"]);
  starts = await newRole(olga, ["ENV_STATE"]);
  await must(olga, "SetResource", { collaborationId: id, resourceId: "*", resourceType: "ENV", roleIds: looks });
});

type Body = {
  result: number;
  error: string;
  id: number;
  requests: Line[];
  state: string;
  answer: string;
  allowed: boolean;
};
type Line = { id: number; state: string; roles: { id: number; extra: number }[]; note: string; direct: boolean };
const of = async (who: Somebody, method: string, more: Record<string, string | number> = {}) =>
  (await call(`confer.access.${method}`, more, who.session)).body as unknown as Body;
const wanted = () => ({ ownerUid: olga.uid, resourceType: "ENV", resourceId: env, serviceMethod: START });
const request = (who = milo, more = {}) => of(who, "RequestAccess", { ...wanted(), note: "For the release", ...more });
const may = async () => (await ask(milo, "CheckEnvironmentRights", { envName: env, serviceMethod: START })).result;

describe("asking", () => {
  it("is told to the owner once, with the note and the smallest role that would do; granted, they may, and keep what they had", async () => {
    const { id: asked, result } = await request();
    expect(result).toBe(0);
    expect((await request()).id).toBe(asked);
    expect((await lettersOf(olga)).filter((one) => one.startsWith("request"))).toEqual([`request ${olga.email}`]);
    const [line] = (await of(olga, "GetRequests")).requests;
    expect(line).toMatchObject({ id: asked, state: "OPEN", note: "For the release", direct: false });
    expect(line!.roles[0]).toMatchObject({ id: starts });
    const extras = line!.roles.map(({ extra }) => extra);
    expect(extras).toEqual([...extras].sort((a, b) => a - b));
    expect(await may()).toBe(8);
    const until = new Date(Date.now() + 86_400_000).toISOString();
    expect(await of(olga, "GrantRequest", { id: asked, until })).toMatchObject({ result: 0 });
    expect(await may()).toBe(0);
    const { rows } = await sql<{ ends_at: Date; roles: number[] }>`
      select s.ends_at, array(select role_id::int from share_role r where r.share_id = s.id order by 1) as roles
      from share s where s.owner_uid = ${olga.uid} and s.resource_id = ${appid}`.execute(db());
    expect(rows).toEqual([{ ends_at: new Date(until), roles: [looks, starts] }]);
    expect(await of(milo, "GetMyRequest", wanted())).toMatchObject({ state: "GRANTED", allowed: true });
    expect(await request()).toMatchObject({ result: 8211 });
    expect(await of(olga, "GrantRequest", { id: asked })).toMatchObject({ result: 8211 });
  });

  it("is declined with a reason, which the asker reads, and may then be asked again", async () => {
    const { id: asked } = await request();
    expect(await of(olga, "DeclineRequest", { id: asked, reason: "After the freeze" })).toMatchObject({ result: 0 });
    expect(await of(milo, "GetMyRequest", wanted())).toMatchObject({ state: "DECLINED", answer: "After the freeze" });
    expect(await may()).toBe(8);
    expect((await request()).id).not.toBe(asked);
  });

  it("D4: what one may not know exists cannot be asked for, in the words for what is not there", async () => {
    const nowhere = await request(milo, { resourceId: "no-such-thing" });
    expect(nowhere.result).toBe(5);
    const sten = await somebody("Sten");
    expect(await request(sten)).toMatchObject({ result: 5, error: nowhere.error });
    await must(olga, "SetResources", { collaborationId: id, resources: "[]" });
    expect(await request()).toMatchObject({ result: 5, error: nowhere.error });
    expect(await request(milo, { serviceMethod: "users.collaboration.AddPolicy" })).toMatchObject({ result: 5 });
  });

  it("what was theirs until it ended may be asked for", async () => {
    await must(olga, "SetResource", {
      collaborationId: id,
      resourceId: "*",
      resourceType: "ENV",
      roleIds: looks,
      until: new Date(Date.now() + 200).toISOString(),
    });
    await new Promise((done) => setTimeout(done, 220));
    expect((await request()).result).toBe(0);
  });

  it("what is shared with them without an end is given without one", async () => {
    await must(olga, "SetResource", { collaborationId: id, resourceId: env, roleIds: looks });
    const { id: asked } = await request();
    const until = new Date(Date.now() + 86_400_000).toISOString();
    expect(await of(olga, "GrantRequest", { id: asked, until })).toMatchObject({ result: 8211 });
    expect(await of(olga, "GrantRequest", { id: asked })).toMatchObject({ result: 0 });
    expect(await may()).toBe(0);
  });

  it("only the owner answers, or a delegate who holds what they give (D10); nobody answers themselves", async () => {
    const { id: asked } = await request();
    const dana = await delegateOf(olga);
    const asOwner = { id: asked, ownerUid: olga.uid };
    expect((await of(dana, "GetRequests", { ownerUid: olga.uid })).requests).toHaveLength(1);
    expect(await of(dana, "GrantRequest", asOwner)).toMatchObject({ result: 8 });
    expect(await of(milo, "GrantRequest", asOwner)).toMatchObject({ result: 8 });
    expect(await of(milo, "GetRequests", { ownerUid: olga.uid })).toMatchObject({ result: 8 });
    expect(await of(await somebody("Sten"), "DeclineRequest", asOwner)).toMatchObject({ result: 5 });
    expect(await of(dana, "DeclineRequest", asOwner)).toMatchObject({ result: 0 });
  });

  it("two who answer at once: one does, the other is told", async () => {
    const { id: asked } = await request();
    const both = await Promise.all([
      of(olga, "GrantRequest", { id: asked }),
      of(olga, "DeclineRequest", { id: asked }),
    ]);
    expect(both.map(({ result }) => result).sort((a, b) => a - b)).toEqual([0, 8211]);
  });
});
