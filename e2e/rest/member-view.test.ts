import "../support/unlimited";
import { beforeAll, describe, expect, it } from "vitest";
import { flushCalls } from "../../db/calls";
import { db } from "../../db/client";
import * as pages from "../../lib/operations/pages";
import { limited, pair, type Somebody, somebody } from "../support/arrange";
import { doAs, refusalOf } from "../support/at-page";
import { delegateOf, must, newEnvironment, newGroup, newRole, newTeam, pairIn } from "../support/collaboration";
import { freshDatabase } from "../support/database";
import { call } from "../support/platform";

const DELETE = "environment.control.DeleteEnv";
const START = "environment.control.StartEnv";

beforeAll(freshDatabase);

let olga: Somebody;
let milo: Somebody;
let id: number;
let inGroup: string;
let direct: string;
let [careful, viewer] = [0, 0];

beforeAll(async () => {
  [olga, milo] = [await somebody("Olga"), await somebody("Milo")];
  id = await pair(olga, milo);
  await newGroup(olga, "Shop");
  inGroup = await newEnvironment(olga, "ways-shop", "Shop");
  direct = await newEnvironment(olga, "ways-direct", "Shop");
  const never = (await must(olga, "AddPolicy", { name: "Never delete", methods: DELETE, behavior: "DENY" })).policy.id;
  careful = await newRole(olga, ["ENV_STATE", "ENV_DELETE", never]);
  viewer = await newRole(olga, ["LOGS_VIEW"]);
  const set = (resourceType: string, resourceId: string, roleIds: number) =>
    must(olga, "SetResource", { collaborationId: id, resourceType, resourceId, roleIds });
  await set("ENV_GROUP", "Shop", careful);
  await set("ENV", direct, viewer);
});

describe("the page of one member (24)", () => {
  const view = (who: Somebody, of = id, ownerUid?: number) =>
    doAs(who, pages.getMemberView, { id: of, ...(ownerUid ? { ownerUid } : {}) });

  it("of whoever is suspended says through which other membership they still reach something, and of nobody else", async () => {
    const member = await somebody("Milo");
    const alone = await pair(olga, member);
    await must(olga, "SetResource", { collaborationId: alone, resourceId: direct, roleIds: viewer });
    const team = await newTeam(olga, "Night watch", member);
    expect((await view(olga, alone)).still).toEqual([]);
    await must(olga, "SuspendMember", { id: alone });
    expect((await view(olga, alone)).still).toEqual([]);
    await must(olga, "SetResource", { collaborationId: team, resourceId: direct, roleIds: viewer });
    const [other] = (await view(olga, alone)).still;
    expect(other!.team).toBe("Night watch");
    expect((await view(olga, other!.id)).member).toMatchObject({ email: member.email, state: "ACTIVE" });
    await must(olga, "ActivateMember", { id: alone });
    expect((await view(olga, alone)).still).toEqual([]);
  });

  it("says what they may do by the shares that decide, and what a DENY takes away", async () => {
    const { member, now, ways } = await view(olga);
    expect(now).toBe(true);
    expect(member).toMatchObject({ id, email: milo.email, state: "ACTIVE" });
    const [group, own] = ways;
    expect(group!.things.map(({ name, level }) => [name, level])).toEqual([
      ["Shop", "direct"],
      ["ways-shop", "group"],
    ]);
    expect(group!.methods).toContain(START);
    expect(group!.methods).not.toContain(DELETE);
    expect(group!.denied).toEqual([DELETE]);
    // A direct share lowers what the group gives.
    expect(own!.things.map(({ name }) => name)).toEqual(["ways-direct"]);
    expect(own!.methods).not.toContain(START);
    expect(own!.roles.map((role) => role.id)).toEqual([viewer]);
  });

  it("24: shows the owner which of their tokens can do something here, by name and last use, and no secret", async () => {
    const nina = await somebody("Nina");
    const other = await pair(olga, nina);
    const share = { collaborationId: other, resourceId: direct, roleIds: viewer };
    await must(olga, "SetResource", share);
    const reads = (await view(olga, other)).ways[0]!.methods;
    const fits = await limited(nina, reads, [`ENV:${direct}`]);
    await limited(nina, reads, ["ENV:elsewhere"]);
    await limited(nina, [DELETE], []);
    const { tokens } = await view(olga, other);
    expect(tokens).toMatchObject([{ last4: fits.session.slice(-4), methods: reads.length, lastUsed: null }]);
    expect(JSON.stringify(tokens)).not.toContain(fits.session.slice(0, 20));
    expect((await view(await delegateOf(olga), other, olga.uid)).tokens).toEqual([]);
    await must(olga, "SuspendMember", { id: other });
    expect((await view(olga, other)).tokens).toEqual([]);
  });

  it("24: says when each share was used last, and each thing of it; and until when, also of a team's", async () => {
    const nina = await somebody("Nina");
    const other = await pair(olga, nina);
    const set = (resourceType: string, resourceId: string, roleIds: number) =>
      must(olga, "SetResource", { collaborationId: other, resourceType, resourceId, roleIds });
    await set("ENV_GROUP", "Shop", careful);
    await set("ENV", direct, viewer);
    const usesOf = async () => {
      const { ways } = await view(olga, other);
      return ways.map(({ lastUsed, lastUsedOn }) => [lastUsed, ...lastUsedOn]);
    };
    expect(await usesOf()).toEqual([
      [null, null, null],
      [null, null],
    ]);
    const asked = { serviceMethod: START, envName: "ways-shop" };
    expect((await call("users.collaboration.CheckEnvironmentRights", asked, nina.session)).body.result).toBe(0);
    await flushCalls();
    const today = new Date().toISOString().slice(0, 10);
    expect(await usesOf()).toEqual([
      [today, today, today],
      [null, null],
    ]);
    const day = Math.floor(Date.now() / 86_400_000) - 3;
    await db().updateTable("counted_call").set({ day }).where("uid", "=", nina.uid).execute();
    expect((await usesOf())[0]![0]).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10));
    const { since } = await doAs(olga, pages.getMemberHistory, { id: other });
    const { member } = await view(olga, other);
    expect(since.map(({ shareId }) => shareId).sort()).toEqual(member.shares.map((one) => one.id).sort());
  });

  it("whoever is not active is shown as they would be, and it says so", async () => {
    const { owner, id: pending } = await pairIn("PENDING");
    const appid = await newEnvironment(owner, "ways-offered");
    const role = await newRole(owner, ["ENV_STATE"]);
    await must(owner, "SetResource", { collaborationId: pending, resourceId: appid, roleIds: role });
    const { now, ways } = await view(owner, pending);
    expect(now).toBe(false);
    expect(ways[0]!.methods).toContain(START);
  });

  it("names the team that something comes through", async () => {
    const [owner, ann] = [await somebody("Olga"), await somebody("Ann")];
    const own = await pair(owner, ann);
    const team = await newTeam(owner, "Night shift", ann);
    const appid = await newEnvironment(owner, "ways-team");
    await must(owner, "AddResources", {
      collaborationId: team,
      resources: JSON.stringify([{ resourceId: appid, roles: [await newRole(owner, ["ENV_STATE"])] }]),
    });
    expect((await view(owner, own)).ways).toMatchObject([{ team: "Night shift", things: [{ name: "ways-team" }] }]);
  });

  it("every line has its chain, with what was lost on the way", async () => {
    const explain = (appid: string, serviceMethod: string) =>
      doAs(olga, pages.explainMember, { id, resource: { type: "ENV", id: appid }, serviceMethod });
    const denied = await explain(inGroup, DELETE);
    expect(denied.allowed).toBe(false);
    expect(denied.steps.map(({ step, reason, counted }) => [step, reason, counted])).toEqual([
      ["member", "member", true],
      ["status", "ACTIVE", true],
      ["share", "shareCounts", true],
      ["level", "group", true],
      ["role", "roleHolds", true],
      ["policy", "policyBeaten", false],
      ["policy", "policyDenies", true],
      ["method", "denied", false],
    ]);
    const lost = await explain(direct, START);
    expect(lost.steps.filter(({ step }) => step === "share")).toMatchObject([
      { place: { name: "ways-direct" }, counted: true },
      { place: { name: "Shop" }, counted: false, reason: "shareBelowDirect" },
    ]);
    expect((await explain(inGroup, START)).allowed).toBe(true);
    expect(await refusalOf(explain(inGroup, "environment.control.Nonsense"))).toBe("invalid");
  });

  it("tells who did what, and when; the newest first", async () => {
    const { owner, member, id: of } = await pairIn("ACTIVE");
    const delegate = await delegateOf(owner);
    await must(delegate, "SuspendMember", { id: of, ownerUid: owner.uid });
    await must(owner, "ActivateMember", { id: of });
    await must(owner, "EditMember", { id: of, displayName: "Milo, shop" });
    const resourceId = await newEnvironment(owner, "ways-history");
    const role = await newRole(owner, ["LOGS_VIEW"]);
    const { id: share } = await must(owner, "SetResource", { collaborationId: of, resourceId, roleIds: role });
    await must(owner, "DeleteResources", { collaborationId: of, ids: share });
    await must(member, "EditCollaboration", { id: of, displayName: "my own word" });
    await must(member, "LeaveCollaboration", { id: of });
    const { entries } = await doAs(owner, pages.getMemberHistory, { id: of });
    expect(entries.map(({ what, by, name, label, thing }) => [what, by, name, label, thing?.name ?? ""])).toEqual([
      ["left", "member", "Milo", "", ""],
      ["unshared", "owner", "Olga", "", "ways-history"],
      ["shared", "owner", "Olga", "", "ways-history"],
      ["labelled", "owner", "Olga", "Milo, shop", ""],
      ["activated", "owner", "Olga", "", ""],
      ["suspended", "other", "Milo", "", ""],
      ["accepted", "member", "Milo", "", ""],
      ["invited", "owner", "Olga", "", ""],
    ]);
    expect(entries[2]!.roles).toHaveLength(1);
    expect(JSON.stringify(entries)).not.toContain("my own word");
  });

  it("is not found by whoever may not manage members, and found by a delegate", async () => {
    const asked = { id, ownerUid: olga.uid };
    const resource = { type: "ENV" as const, id: inGroup };
    for (const who of [milo, await somebody("Sten")]) {
      for (const work of [
        () => doAs(who, pages.getMemberView, asked),
        () => doAs(who, pages.getMemberHistory, asked),
        () => doAs(who, pages.explainMember, { ...asked, resource, serviceMethod: START }),
      ]) {
        expect(await refusalOf(work())).toBe("not-found");
      }
    }
    const dana = await delegateOf(olga);
    expect((await doAs(dana, pages.getMemberView, asked)).member.email).toBe(milo.email);
  });
});

describe("addresses before they are invited (16, 19)", () => {
  it("are told apart: new, broken, one's own, and those of members with their state", async () => {
    const gone = await pairIn("LEFT", olga);
    const asked = ["NEW@example.com", "no address", olga.email, milo.email.toUpperCase(), gone.member.email];
    const { addresses } = await doAs(olga, pages.checkAddresses, { addresses: asked });
    expect(addresses.map(({ verdict, member }) => [verdict, member?.state])).toEqual([
      ["new", undefined],
      ["broken", undefined],
      ["self", undefined],
      ["known", "ACTIVE"],
      ["known", "LEFT"],
    ]);
    expect(addresses[0]!.email).toBe("new@example.com");
    expect(addresses[4]!.member!.id).toBe(gone.id);
    expect(await refusalOf(doAs(milo, pages.checkAddresses, { addresses: asked, ownerUid: olga.uid }))).toBe(
      "forbidden",
    );
  });
});
