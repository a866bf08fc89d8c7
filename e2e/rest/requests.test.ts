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
type Line = {
  id: number;
  state: string;
  roles: { id: number; extra: number }[];
  beyond: { id: number; lacking: string[]; here: string | null }[];
  note: string;
  direct: boolean;
  revives: string | null;
  enough: boolean;
};
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

  it("a delegate is offered the smallest role that they can give; of the others they are told what they lack (D10)", async () => {
    const { id: asked } = await request();
    const dana = await delegateOf(olga);
    const asDelegate = { id: asked, ownerUid: olga.uid };
    const lineOf = async () => (await of(dana, "GetRequests", { ownerUid: olga.uid })).requests[0]!;
    const none = await lineOf();
    expect(none.roles).toEqual([]);
    expect(none.beyond[0]).toMatchObject({ id: starts, here: null });
    expect(none.beyond[0]!.lacking).toContain(START);
    expect(await of(dana, "GrantRequest", asDelegate)).toMatchObject({ result: 8 });
    // What she reaches there is more than the smallest role, less than the whole of another, and as much as this one.
    const hers = await newRole(olga, ["ENV_STATE", "FILES_WRITE", "LOGS_VIEW"]);
    const { id: halts } = (
      await must(olga, "AddPolicy", {
        name: `No halting ${olga.uid}`,
        methods: "environment.control.StopEnv",
        behavior: "DENY",
      })
    ).policy;
    const careful = await newRole(olga, ["ENV_STATE", "FILES_WRITE", halts]);
    const roleIds = `${await newRole(olga, ["LOGS_VIEW", "ENV_STATE", "FILES_WRITE", halts])}`;
    await must(olga, "SetResource", { collaborationId: dana.id, resourceId: env, resourceType: "ENV", roleIds });
    const some = await lineOf();
    expect(some.roles[0]).toMatchObject({ id: careful });
    expect(some.beyond.map(({ id }) => id)).toEqual(expect.arrayContaining([starts, hers]));
    expect(some.beyond[0]).toMatchObject({ id: starts, here: "environment.control.StopEnv" });
    const why = { ownerUid: olga.uid, resourceType: "ENV", resourceId: env, serviceMethod: some.beyond[0]!.here! };
    expect(await of(dana, "Explain", why)).toMatchObject({ result: 0, allowed: false });
    const owners = (await of(olga, "GetRequests")).requests[0]!;
    expect(owners.beyond).toEqual([]);
    expect(owners.roles[0]).toMatchObject({ id: starts });
    expect(await of(dana, "GrantRequest", { ...asDelegate, roleId: starts })).toMatchObject({ result: 8 });
    expect(await of(dana, "GrantRequest", asDelegate)).toMatchObject({ result: 0 });
    expect(await may()).toBe(0);
    const { rows } = await sql<{ roles: number[] }>`
      select array(select role_id::int from share_role r where r.share_id = s.id order by 1) as roles
      from share s where s.owner_uid = ${olga.uid} and s.collaboration_id = ${id} and s.resource_id = ${appid}`.execute(
      db(),
    );
    expect(rows).toEqual([{ roles: [looks, careful] }]);
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

describe("asking to be let in again", () => {
  const read = (): Record<string, string | number> => ({
    ...wanted(),
    serviceMethod: "environment.control.GetEnvInfo",
  });
  const back = (): Record<string, string | number> => ({
    ...read(),
    resourceType: "ACCOUNT",
    resourceId: String(olga.uid),
  });
  const asked = async (what: Record<string, string | number>) => {
    const { id: request, result, error } = await of(milo, "RequestAccess", what);
    expect(result, error).toBe(0);
    return request;
  };
  const looksNow = async () =>
    (await ask(milo, "CheckEnvironmentRights", { envName: env, serviceMethod: read().serviceMethod! })).result;
  const end = async (until: string) => must(olga, "EditMember", { id: await memberId(), until });
  const memberId = async () =>
    (
      await sql<{
        id: number;
      }>`select id::int as id from member where owner_uid = ${olga.uid} and member_uid = ${milo.uid}`.execute(db())
    ).rows[0]!.id;
  const suspend = async () => must(olga, "SuspendMember", { id: await memberId() });
  const endOf = async () =>
    (await sql<{ ends_at: Date | null }>`select ends_at from member where id = ${await memberId()}`.execute(db()))
      .rows[0]!.ends_at;

  it("whoever is suspended asks for what was theirs; granted, they are active again, and no role is given", async () => {
    await suspend();
    expect(await of(milo, "Explain", read())).toMatchObject({ allowed: false, mayAsk: true });
    const request = await asked(read());
    expect(await of(milo, "GetMyRequest", read())).toMatchObject({ state: "OPEN", standing: "SUSPENDED" });
    const [line] = (await of(olga, "GetRequests")).requests;
    expect(line).toMatchObject({ revives: "SUSPENDED", enough: true, roles: [], direct: false });
    expect(await looksNow()).not.toBe(0);
    expect(await of(olga, "GrantRequest", { id: request })).toMatchObject({ result: 0 });
    expect(await looksNow()).toBe(0);
    expect(await of(milo, "GetMyRequest", read())).toMatchObject({
      state: "GRANTED",
      allowed: true,
      standing: "ACTIVE",
    });
    const { rows } = await sql`select 1 from share where owner_uid = ${olga.uid}`.execute(db());
    expect(rows).toHaveLength(1);
  });

  it("what they could not do before they were suspended needs a role as well, and both are given", async () => {
    await suspend();
    const request = await asked(wanted());
    const [line] = (await of(olga, "GetRequests")).requests;
    expect(line).toMatchObject({ revives: "SUSPENDED", enough: false });
    expect(line!.roles[0]).toMatchObject({ id: starts });
    expect(await of(olga, "GrantRequest", { id: request })).toMatchObject({ result: 0 });
    expect(await may()).toBe(0);
  });

  it("whoever has ended asks for the membership itself, and has a new end", async () => {
    await end(new Date(Date.now() + 200).toISOString());
    await new Promise((done) => setTimeout(done, 220));
    expect(await looksNow()).not.toBe(0);
    expect(await of(milo, "GetMyRequest", back())).toMatchObject({ standing: "ENDED", allowed: false, state: "NONE" });
    const request = await asked(back());
    const [line] = (await of(olga, "GetRequests")).requests;
    expect(line).toMatchObject({ revives: "ENDED", enough: true, roles: [] });
    const until = new Date(Date.now() + 86_400_000).toISOString();
    expect(await of(olga, "GrantRequest", { id: request, until })).toMatchObject({ result: 0 });
    expect(await looksNow()).toBe(0);
    expect(await endOf()).toEqual(new Date(until));
    expect(await of(milo, "GetMyRequest", back())).toMatchObject({ state: "GRANTED", allowed: true });
    expect(await of(milo, "RequestAccess", back())).toMatchObject({ result: 8211 });
  });

  it("why they may now, or may not, is told of each request, also of the membership itself and of whoever is gone", async () => {
    const whyOf = (id: number, who = olga) => of(who, "ExplainRequest", { id, ownerUid: olga.uid });
    const first = await asked(wanted());
    await suspend();
    const request = await asked(back());
    expect(await whyOf(request)).toMatchObject({
      ...{ allowed: false, membership: true, sentence: "Denied: the membership is suspended.", mayAsk: false },
      person: { memberId: await memberId(), email: milo.email, state: "SUSPENDED" },
    });
    expect(await of(olga, "GrantRequest", { id: request })).toMatchObject({ result: 0 });
    const yes = await whyOf(request);
    expect(yes).toMatchObject({ allowed: true, sentence: "Allowed: the membership is active.", weighed: [] });
    expect((yes as unknown as { chain: { reason: string; counted: boolean }[] }).chain).toMatchObject([
      { reason: "member", counted: true },
      { reason: "ACTIVE", counted: true },
    ]);
    // Any other is what Explain answers of the same.
    const both = [await whyOf(first), await of(olga, "Explain", { ...wanted(), memberId: await memberId() })];
    const [told, same] = both as unknown as { sentence: string; chain: unknown; membership: boolean }[];
    expect(told).toMatchObject({ sentence: same!.sentence, chain: same!.chain, membership: false });
    const dana = await delegateOf(olga);
    expect(await whyOf(request, dana)).toMatchObject({ result: 0, allowed: true });
    expect(await whyOf(request, milo)).toMatchObject({ result: 8 });
    expect(await whyOf(request, await somebody("Sten"))).toMatchObject({ result: 5 });
    expect(await whyOf(999_999_999)).toMatchObject({ result: 5 });
    await must(olga, "DeleteMember", { id: await memberId() });
    for (const id of [first, request]) {
      expect(await whyOf(id)).toMatchObject({
        ...{ allowed: false, sentence: "Denied: no collaboration connects this person with the account." },
        person: { memberId: null, email: milo.email },
      });
    }
  });

  it("suspended and over at once: both go", async () => {
    await end(new Date(Date.now() + 200).toISOString());
    await suspend();
    await new Promise((done) => setTimeout(done, 220));
    expect(await of(olga, "GrantRequest", { id: await asked(back()) })).toMatchObject({ result: 0 });
    expect(await looksNow()).toBe(0);
    expect(await endOf()).toBeNull();
  });

  it("a delegate lets in again who may activate; to whom nothing was shared there is nothing to ask for", async () => {
    await suspend();
    const nothing = await of(milo, "RequestAccess", { ...read(), resourceId: "no-such-thing" });
    expect(nothing.result).toBe(5);
    await must(olga, "SetResources", { collaborationId: id, resources: "[]" });
    expect(await of(milo, "RequestAccess", read())).toMatchObject({ result: 5, error: nothing.error });
    const request = await asked(back());
    const narrow = await delegateOf(olga);
    const asDelegate = { id: request, ownerUid: olga.uid };
    const { id: denies } = (
      await must(olga, "AddPolicy", {
        name: `No activating ${olga.uid}`,
        methods: "users.collaboration.ActivateMember",
        behavior: "DENY",
      })
    ).policy;
    const roleIds = await newRole(olga, ["COLLABORATION", denies]);
    const account = { resourceId: String(olga.uid), resourceType: "ACCOUNT" };
    await must(olga, "SetResource", { collaborationId: narrow.id, ...account, roleIds });
    expect(await of(narrow, "GrantRequest", asDelegate)).toMatchObject({ result: 8 });
    expect(await of(await delegateOf(olga), "GrantRequest", asDelegate)).toMatchObject({ result: 0 });
    expect(await of(milo, "GetMyRequest", back())).toMatchObject({ allowed: true, standing: "ACTIVE" });
  });
});
