import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { flushCalls } from "../../db/calls";
import { db } from "../../db/client";
import { flush } from "../../db/touch";
import { factsOf } from "../../db/worlds";
import { pair, type Somebody, share, somebody } from "../../e2e/support/arrange";
import {
  ask,
  bring,
  delegateOf,
  must,
  newEnvironment,
  newGroup,
  newRole,
  pairIn,
} from "../../e2e/support/collaboration";
import { freshDatabase } from "../../e2e/support/database";
import { cameTrue, foretold, worldNow } from "../../e2e/support/foretold";
import { call } from "../../e2e/support/platform";
import { residents } from "../../e2e/support/residents";
import { actor, closeNodes, cutAll, drawingOf, enter, openNodes } from "../../e2e/support/room-sockets";
import { fingerprint } from "../../e2e/support/snapshot";
import { sweep } from "../../e2e/support/sweep";
import { compile } from "../domain/world";
import { findOperation, operations } from "./families";
import { tryEach, tryOut } from "./perform";
import type { Preview } from "./wire/preview";

beforeAll(freshDatabase);
beforeAll(() => openNodes(false));
afterAll(closeNodes);

const writes = operations.filter(({ kind }) => kind === "write");
const canBeTried = (method: string) => {
  const operation = findOperation(method)!;
  return operation.dryRun !== false && !operation.anyone;
};

describe("dryRun, at every operation that writes", () => {
  const faults: string[] = [];
  const tried = new Set<string>();
  const refused = new Set<string>();
  let differences = 0;
  let owner: Somebody;

  beforeAll(async () => {
    const people = await residents();
    owner = people.owner;
    const swept = await sweep(people, async (method, parameters, session) => {
      if (findOperation(method)?.kind !== "write") return async () => {};
      await flush();
      await flushCalls();
      const [before, world] = [await fingerprint(), await worldNow(owner.uid)];
      const tryIt = async () => {
        const { body } = await call(method, { ...parameters, dryRun: true }, session);
        await flush();
        await flushCalls();
        return [body, await fingerprint()] as const;
      };
      let [body, after] = await tryIt();
      // That somebody was here at all is written once a minute, and not by the one right after.
      if (before.sign_in !== after.sign_in) {
        before.sign_in = after.sign_in!;
        [body, after] = await tryIt();
      }
      for (const table of Object.keys(before)) {
        if (before[table] !== after[table]) faults.push(`${method} left something in ${table}`);
      }
      if (!canBeTried(method)) {
        if (body.result === 3 && body.error.startsWith("invalid parameter [dryRun]")) refused.add(method);
        else faults.push(`${method}: ${body.result} ${body.error}`);
        return async () => {};
      }
      if (body.result === 0 && body.dryRun === true) tried.add(method);
      else faults.push(`${method}: ${body.result} ${body.error}`);
      const preview = body.preview as Preview;
      const was = world.places.byId.get("ENV")!;
      return async () => {
        const whole = [people.owner, people.delegate].some((one) => one.session === session);
        const self = Object.values(people).find((one) => one.session === session)?.uid ?? 0;
        const lines = cameTrue(world, await worldNow(owner.uid), whole ? undefined : self);
        differences += lines.length;
        // An environment that is made gets another number each time.
        const named = (line: string) => line.replace(/ENV:(\w{32})$/, (all, id) => (was.has(id) ? all : "ENV:new"));
        const told = preview ? foretold(preview).map(named) : [];
        const done = new Set(lines.map(named));
        // Of many lines and things the first are told; a line told is one that came true.
        const missing = told.filter((line) => !done.has(line));
        if (missing.length > 0) faults.push(`${method} foretold ${missing.slice(0, 3)}`);
        if (told.length === 0 && done.size > 0) faults.push(`${method} foretold nothing of ${[...done].slice(0, 3)}`);
        // What a threat model's own list gives is no part of that world.
        const changes = done.size > 0 || (preview?.models.n ?? 0) > 0;
        if ((preview?.changes ?? false) !== changes) faults.push(`${method} says changes: ${preview?.changes}`);
      };
    });
    faults.push(...swept.faults);
  }, 120_000);

  it("leaves every table as it was, and says what doing it then does", () => {
    expect(faults).toEqual([]);
    expect(differences).toBeGreaterThan(200);
  });

  it("is taken by every operation that can be tried, and refused by the others", () => {
    const names = writes.map(({ method }) => method);
    expect(names.filter((method) => !tried.has(method) && !refused.has(method))).toEqual([]);
    expect([...refused].filter((method) => !/^users\.(account|authentication|registration)\./.test(method))).toEqual(
      [],
    );
    expect(tried.size).toBeGreaterThan(25);
  });
});

const START = "environment.control.StartEnv";
const preview = async (who: Somebody, method: string, parameters: Parameters<typeof ask>[2]): Promise<Preview> => {
  const body = await must(who, method, { ...parameters, dryRun: true });
  return body.preview;
};

describe("28 who gains and who loses what", () => {
  it("by name and by thing, in the middle of a policy's edit; and that nobody does, when so", async () => {
    const { owner, member, id } = await pairIn("ACTIVE");
    const invited = await pairIn("PENDING", owner);
    const appid = await newEnvironment(owner, `shop-${owner.uid}`);
    const methods = `${START};environment.control.StopEnv`;
    const policy = (await must(owner, "AddPolicy", { name: "Switch", methods })).policy.id;
    const role = await newRole(owner, [policy]);
    const idle = await preview(owner, "EditPolicy", { id: policy, methods: START });
    expect(idle).toMatchObject({ changes: false, gains: { n: 0 }, loses: { n: 0 }, cut: { n: 0 } });
    for (const collaborationId of [id, invited.id]) {
      await must(owner, "SetResource", { collaborationId, resourceId: `shop-${owner.uid}`, roleIds: role });
    }
    const { changes, gains, loses } = await preview(owner, "EditPolicy", { id: policy, methods: START });
    expect([changes, gains.n, loses.n]).toEqual([true, 0, 2]);
    const lost = {
      methods: { first: ["environment.control.StopEnv"], n: 1 },
      things: { first: [{ type: "ENV", resourceId: appid, name: `shop-${owner.uid}` }], n: 1 },
    };
    expect(loses.first).toEqual([
      { uid: member.uid, memberId: id, name: "Milo, label", now: true, on: { first: [lost], n: 1 } },
      { uid: 0, memberId: invited.id, name: "Milo, label", now: false, on: { first: [lost], n: 1 } },
    ]);
  });

  it("of several that are done one by one, those that would be refused are told, and hide nothing of the others", async () => {
    const { owner, member, id } = await pairIn("ACTIVE");
    const invited = await pairIn("PENDING", owner);
    const appid = await newEnvironment(owner, `shop-${owner.uid}`);
    await share(owner, id, "ENV", appid, [START]);
    const op = findOperation("users.collaboration.SuspendMember")!;
    const [who, step] = [await actor(owner), (one: number) => ({ op, raw: { id: one } })];
    await expect(tryOut(who, step(invited.id), step(id))).rejects.toMatchObject({ code: "wrong-state" });
    const { told, refused } = await tryEach(who, step(invited.id), step(id), step(999_999_999));
    expect(told.loses.first.map(({ uid }) => uid)).toEqual([member.uid]);
    expect(told).toEqual(await tryOut(who, step(id)));
    expect(refused.map((one) => one?.code ?? null)).toEqual(["wrong-state", null, "not-found"]);
    const none = await tryEach(who, step(invited.id), { op, raw: { id: "none" } });
    expect(none.told).toMatchObject({ changes: false, loses: { n: 0 } });
    expect(none.refused.map((one) => one?.code)).toEqual(["wrong-state", "invalid"]);
  });

  it("is judged as the real thing is", async () => {
    const { owner, member, id } = await pairIn("ACTIVE");
    const other = await somebody("Sten");
    for (const [who, method, parameters] of [
      [member, "SuspendMember", { id, ownerUid: owner.uid }],
      [other, "SuspendMember", { id, ownerUid: owner.uid }],
      [owner, "ActivateMember", { id }],
      [owner, "EditPolicy", { id: 1, methods: START }],
      [owner, "AddRole", { name: "x", policies: "none", receiveNotification: false }],
      [owner, "EditRole", {}],
    ] as const) {
      const { result, error, reason } = await ask(who, method, parameters);
      expect(result, method).not.toBe(0);
      expect(await ask(who, method, { ...parameters, dryRun: true })).toMatchObject({ result, error, reason });
    }
    expect(await ask(owner, "SuspendMember", { id, dryRun: "perhaps" })).toMatchObject({ result: 3 });
    await must(owner, "SuspendMember", { id, dryRun: false });
    expect(await ask(owner, "SuspendMember", { id })).toMatchObject({ result: 8211 });
  });

  it("tells a member of themselves alone, and a delegate of everybody", async () => {
    const { owner, member, id } = await pairIn("ACTIVE");
    const delegate = await delegateOf(owner);
    await newGroup(owner, "Shop");
    const appid = await newEnvironment(owner, `shop-${owner.uid}`, "Shop");
    const second = await pairIn("ACTIVE", owner);
    for (const one of [id, second.id]) {
      await share(owner, one, "ENV_GROUP", "Shop", ["environment.group.DetachEnv", "environment.control.GetEnvInfo"]);
    }
    await share(owner, id, "ENV", appid, ["environment.group.DetachEnv", "environment.control.GetEnvInfo"]);
    const left = await preview(member, "LeaveCollaboration", { id });
    expect(left.loses.first.map(({ uid, name }) => [uid, name])).toEqual([[member.uid, "Milo"]]);
    const { body } = await call(
      "environment.group.DetachEnv",
      { envName: appid, envGroup: "Shop", dryRun: true },
      member.session,
    );
    expect(body.error).toBe("");
    // The other one loses it by this; whoever moves it without acting for the owner does not hear of them.
    expect((body.preview as Preview).loses.first.map(({ uid }) => uid)).not.toContain(second.member.uid);
    const seen = await preview(delegate, "SuspendMember", { id: second.id, ownerUid: owner.uid });
    expect(seen.loses.first.map(({ uid, name }) => [uid, name])).toEqual([[second.member.uid, "Milo, label"]]);
  });

  it("of several things that are shared one by one says which are refused and why, as doing it answers, and tells of the others", async () => {
    const { owner, member, id } = await pairIn("ACTIVE");
    const name = `shop-${owner.uid}`;
    const appid = await newEnvironment(owner, name);
    const role = await newRole(owner, ["LOGS_VIEW"]);
    const resources = [
      { resourceId: name, roleIds: [role] },
      { resourceId: name, roleIds: [999_999_999] },
      { resourceId: "nowhere", roleIds: [role] },
      { type: "S3_REGION", resourceId: "eu-north", roleIds: [role] },
    ];
    const several = (some: object[]) => ({ collaborationId: id, resources: JSON.stringify(some) });
    const told = await preview(owner, "AddResources", several(resources));
    expect(told.gains.first.map(({ uid }) => uid)).toEqual([member.uid]);
    expect(told.declined).toMatchObject({
      n: 3,
      of: 4,
      first: [
        { collaborationId: id, thing: { type: "ENV", resourceId: name }, error: "role not found", result: 5 },
        { thing: { type: "ENV", resourceId: "nowhere" }, result: 5 },
        { thing: { type: "S3_REGION", resourceId: "eu-north" }, result: 3 },
      ],
    });
    const none = await preview(owner, "AddResources", several(resources.slice(1)));
    expect(none).toMatchObject({ changes: false, gains: { n: 0 }, declined: { n: 3, of: 3 } });
    const { responses } = await ask(owner, "AddResources", several(resources));
    const answered = responses.filter((one: { result: number }) => one.result !== 0);
    expect(told.declined.first.map(({ error, reason, result }) => ({ error, reason, result }))).toEqual(
      answered.map(({ error, reason, result }: Preview["declined"]["first"][number]) => ({ error, reason, result })),
    );
    expect(responses[0]).toMatchObject({ result: 0, resourceId: appid });
    expect((await preview(owner, "SuspendMember", { id })).declined).toEqual({ first: [], n: 0, of: 0 });
  });

  it("says that nobody's access changes when somebody goes who has left, or said no", async () => {
    const owner = await somebody("Olga");
    const appid = await newEnvironment(owner, `shop-${owner.uid}`);
    for (const [status, now] of [
      ["LEFT", null],
      ["REJECTED", null],
      ["PENDING", false],
      ["SUSPENDED", false],
      ["ACTIVE", true],
    ] as const) {
      const { id, member } = await pairIn("PENDING", owner);
      await share(owner, id, "ENV", appid, [START]);
      await bring({ owner, member, id }, status);
      const told = await preview(owner, "DeleteMember", { id });
      expect([told.changes, told.loses.first.map((one) => one.now)], status).toEqual([
        now === true,
        now === null ? [] : [now],
      ]);
    }
  });

  describe("of an end that is set", () => {
    const DAY = 86_400_000;
    const inDays = (n: number) => new Date(Date.now() + n * DAY).toISOString();
    const tried = async (who: Somebody, method: string, values: Record<string, string | number>) => {
      const { body } = await call(method, { ...values, dryRun: true }, who.session);
      expect(body.error, method).toBe("");
      return body.preview as Preview;
    };
    /** The losses of one day, as those of today are told. */
    const on = ({ loses }: Preview["later"][number]) =>
      foretold({ gains: { first: [], n: 0 }, loses } as unknown as Preview);

    it("says who loses what on its day, and letting that day come takes just that; what they have otherwise stays", async () => {
      const { owner, member, id } = await pairIn("ACTIVE");
      await newGroup(owner, "Shop");
      const appid = await newEnvironment(owner, `shop-${owner.uid}`, "Shop");
      await share(owner, id, "ENV_GROUP", "Shop", [START, "environment.control.GetEnvInfo"]);
      const direct = await share(owner, id, "ENV", appid, [
        "environment.control.StopEnv",
        "environment.control.GetEnvInfo",
      ]);
      for (const [method, target] of [
        ["SetShareEnd", direct],
        ["SetMemberEnd", id],
      ] as const) {
        const until = inDays(9);
        const told = await tried(owner, `confer.access.${method}`, { id: target, until });
        expect(told).toMatchObject({ changes: false, loses: { n: 0 }, later: [{ at: until }] });
        expect(told.later[0]!.loses.first.map(({ uid, now }) => [uid, now])).toEqual([[member.uid, true]]);
        const facts = await factsOf(db(), owner.uid, 0, "everyone");
        const was = compile(facts);
        await call(`confer.access.${method}`, { id: target, until }, owner.session);
        const ended = await factsOf(db(), owner.uid, 0, "everyone");
        const losses = cameTrue(was, compile({ ...ended, now: Date.parse(until) }))
          .filter((line) => line.includes(" - "))
          .sort();
        expect(on(told.later[0]!)).toEqual(losses);
        expect(on(told.later[0]!)).not.toEqual([]);
        const shorter = await tried(owner, `confer.access.${method}`, { id: target, until: inDays(2) });
        expect(on(shorter.later[0]!)).toEqual(losses);
        expect((await tried(owner, `confer.access.${method}`, { id: target, until: "none" })).later).toEqual([]);
        await call(`confer.access.${method}`, { id: target, until: "none" }, owner.session);
      }
    });

    it("tells of the three soonest of several ends, and how many more there are", async () => {
      const { owner, id } = await pairIn("ACTIVE");
      const role = await newRole(owner, ["LOGS_VIEW"]);
      const resources = [];
      for (let n = 1; n <= 5; n++) {
        const resourceId = await newEnvironment(owner, `shop-${owner.uid}-${n}`);
        resources.push({ resourceId, roleIds: [role], until: inDays(n) });
      }
      const several = async (some: object[]) =>
        tried(owner, "users.collaboration.AddResources", { collaborationId: id, resources: JSON.stringify(some) });
      const told = await several(resources);
      expect(told.later.map(({ at }) => at)).toEqual(resources.slice(0, 3).map(({ until }) => until));
      expect(told.laterMore).toBe(2);
      expect((await several(resources.slice(0, 3))).laterMore).toBe(0);
    });

    it("tells of a team each of its people, of a token its name, and of a threat model's list whom it names", async () => {
      const { owner, id } = await pairIn("ACTIVE");
      const other = await pairIn("ACTIVE", owner);
      await newGroup(owner, "Shop");
      const appid = await newEnvironment(owner, `shop-${owner.uid}`, "Shop");
      const same = ["environment.control.GetEnvInfo", START];
      await share(owner, id, "ENV", appid, same);
      const until = inDays(9);
      // Who has the same in another way loses nothing by this one.
      await share(owner, id, "ENV", "*", same);
      const both = await must(owner, "GetMemberResources", { memberId: id });
      const direct = both.responses.find((one: { resourceId: string }) => one.resourceId !== "*").id;
      const none = await tried(owner, "confer.access.SetShareEnd", { id: direct, until });
      expect(none.later).toMatchObject([{ at: until, loses: { n: 0 } }]);
      const made = await call(
        "users.authentication.CreateToken",
        { description: "Deploy", apiList: START },
        owner.session,
      );
      const expiresAt = until.slice(0, 19).replace("T", " ");
      const key = (made.body.token as { id: number }).id;
      const token = await tried(owner, "users.authentication.EditToken", { id: key, expiresAt });
      expect(token.later).toMatchObject([{ tokens: { n: 1, first: [{ id: key, name: "Deploy" }] } }]);
      const drawn = await drawingOf(owner, [{ principalType: "user", email: other.member.email, role: "writer" }]);
      const line = { threatModelId: drawn.threatModelId, uid: other.member.uid, until };
      const list = await tried(owner, "confer.access.SetListEnd", line);
      expect(list).toMatchObject({ changes: false, models: { n: 0 } });
      expect(list.later).toMatchObject([
        { at: until, models: { n: 1, first: [{ uid: other.member.uid, before: "writer", after: null }] } },
      ]);
    });
  });

  it("flags whoever sits in a diagram and would be shown out, or could only look", async () => {
    const [olga, wim] = [await somebody("Olga"), await somebody("Wim")];
    const name = `shop-${olga.uid}`;
    const appid = await newEnvironment(olga, name);
    const id = await pair(olga, wim);
    const looks = ["threatmodel.model.GetThreatModel", "threatmodel.session.JoinSession"];
    await share(olga, id, "ENV", appid, [...looks, "threatmodel.diagram.EditDiagram"]);
    const drawing = await drawingOf(olga, [], name);
    const inside = await enter(wim, drawing);
    await inside.next("diagram_state");
    const out = await preview(olga, "SuspendMember", { id });
    const cut = { uid: wim.uid, name: "Wim", diagramId: drawing.diagramId, diagram: "Card flow" };
    expect(out.cut).toEqual({ first: [{ ...cut, effect: "out" }], n: 1 });
    const role = await newRole(olga, [
      (await must(olga, "AddPolicy", { name: "Look", methods: looks.join() })).policy.id,
    ]);
    const less = await preview(olga, "SetResource", { collaborationId: id, resourceId: name, roleIds: role });
    expect(less.cut).toEqual({ first: [{ ...cut, effect: "readOnly" }], n: 1 });
    // Nothing of that has happened; done, it does.
    expect(inside.closed).toBeNull();
    await must(olga, "SuspendMember", { id });
    await inside.ended();
    expect((await preview(olga, "ActivateMember", { id })).cut.n).toBe(0);
    await cutAll();
    // What they did there is counted: they came, through the shares of the environment.
    expect(out.refused.first.map(({ name: who, method, calls }) => [who, method, calls])).toEqual([
      ["Wim", "threatmodel.session.JoinSession", 1],
    ]);
  });

  it("counts the calls of the last ninety days that would have been refused", async () => {
    const { owner, member, id } = await pairIn("ACTIVE");
    const name = `shop-${owner.uid}`;
    await newEnvironment(owner, name);
    const methods = `${START};environment.control.StopEnv`;
    const policy = (await must(owner, "AddPolicy", { name: "Switch", methods })).policy.id;
    await must(owner, "SetResource", {
      collaborationId: id,
      resourceId: name,
      roleIds: await newRole(owner, [policy]),
    });
    const may = (who: Somebody, serviceMethod: string, more = {}) =>
      ask(who, "CheckEnvironmentRights", { serviceMethod, ...more });
    for (let n = 0; n < 3; n++) await may(member, START, { envName: name });
    await may(member, "environment.control.StopEnv", { envName: name });
    await may(member, START, { ownerUid: owner.uid });
    // Refused, and the owner's own: neither is counted.
    await may(member, "environment.control.DeleteEnv", { envName: name });
    await may(owner, START, { envName: name });
    await flushCalls();
    const { refused } = await preview(owner, "EditPolicy", { id: policy, methods: "environment.control.StopEnv" });
    expect(refused.first.map(({ thing, method, calls }) => [thing?.name ?? null, method, calls])).toEqual([
      [name, START, 3],
      [null, START, 1],
    ]);
    expect([refused.n, refused.calls, refused.first[0]!.name]).toEqual([2, 4, "Milo, label"]);
    await db().updateTable("counted_call").set({ day: 18_000 }).where("owner_uid", "=", owner.uid).execute();
    const old = await preview(owner, "EditPolicy", { id: policy, methods: "environment.control.StopEnv" });
    expect(old.refused).toEqual({ first: [], n: 0, calls: 0 });
  });
});
