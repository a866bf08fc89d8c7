import "../support/unlimited";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "../../db/client";
import { findKey } from "../../db/keys";
import { actorOf } from "../../lib/actors";
import { hashesOfKey } from "../../lib/keys";
import { replacePolicy, replaceRole } from "../../lib/operations/pages";
import { perform } from "../../lib/operations/perform";
import { takeStep } from "../../lib/work/take-step";
import { pair, type Somebody, share, somebody } from "../support/arrange";
import { ask, delegateOf, must, newEnvironment } from "../support/collaboration";
import { freshDatabase } from "../support/database";
import { call } from "../support/platform";

beforeAll(freshDatabase);

const [START, DELETE] = ["environment.control.StartEnv", "environment.control.DeleteEnv"];

let olga: Somebody;
let milo: Somebody;
let appid: string;
let pairId: number;
let policy: number;
let role: number;

// biome-ignore lint/suspicious/noExplicitAny: each method answers with keys of its own
const sentences = async (method: string, parameters = {}, who = olga): Promise<any> =>
  (await call(`confer.access.${method}`, parameters, who.session)).body;

beforeAll(async () => {
  [olga, milo] = [await somebody("Olga"), await somebody("Milo")];
  appid = await newEnvironment(olga, "shop-prod");
  pairId = await pair(olga, milo);
  policy = (await must(olga, "AddPolicy", { name: "Switch", methods: START })).policy.id;
  role = (await must(olga, "AddRole", { name: "Contractors", policies: String(policy), receiveNotification: false }))
    .role.id;
  await must(olga, "SetResource", { collaborationId: pairId, resourceId: appid, resourceType: "ENV", roleIds: role });
});

const widen = () => ask(olga, "EditPolicy", { id: policy, methods: `${START};${DELETE}` });
const keep = async (text: string, more = {}) => (await sentences("AddSentence", { text, ...more })).sentence;

describe("sentences that must hold", () => {
  it("stop a change that would break them, with the sentence and its chain, and leave nothing of it behind", async () => {
    const kept = await keep(`role Contractors never ${DELETE}`);
    expect(kept).toMatchObject({ holds: true, draft: false, breaks: null });
    const refused = await widen();
    expect(refused).toMatchObject({ result: 8211, reason: 252 });
    expect(refused.error).toBe(
      `[role Contractors never ${DELETE}] would not hold: ${milo.email} could call ${DELETE} on shop-prod, by Contractors → Switch`,
    );
    expect(refused.why[0]).toBe(`role Contractors never ${DELETE}`);
    for (const part of ["Contractors", "Switch", "shop-prod"]) expect(refused.why.join("\n")).toContain(part);
    expect(JSON.stringify(await must(olga, "GetPolicyMethods", { policyId: policy }))).not.toContain(DELETE);
    const tried = await ask(olga, "EditPolicy", { id: policy, methods: `${START};${DELETE}`, dryRun: true });
    expect(tried).toMatchObject({ result: 8211, reason: 252 });
    await sentences("DeleteSentence", { id: kept.id });
    expect((await widen()).result).toBe(0);
    await must(olga, "EditPolicy", { id: policy, methods: START });
  });

  it("are asked at every way to change access: roles, shares, groups, members", async () => {
    const wide = (await must(olga, "AddPolicy", { name: "Wide", methods: DELETE })).policy.id;
    const strong = await must(olga, "AddRole", { name: "Strong", policies: String(wide), receiveNotification: false });
    const kept = await keep(`member ${milo.email} never ${DELETE} on group Shop`);
    const here = { collaborationId: pairId, resourceId: appid };
    expect(await ask(olga, "SetResource", { ...here, resourceType: "ENV", roleIds: strong.role.id })).toMatchObject({
      result: 0,
    });
    const attach = { envName: "shop-prod", envGroup: "Shop" };
    await call("environment.group.CreateGroup", { envGroup: "Shop" }, olga.session);
    expect((await call("environment.group.AttachEnv", attach, olga.session)).body).toMatchObject({
      result: 8211,
      reason: 252,
    });
    await must(olga, "SetResource", { ...here, resourceType: "ENV", roleIds: role });
    expect((await call("environment.group.AttachEnv", attach, olga.session)).body.result).toBe(0);
    expect(await ask(olga, "SetResource", { ...here, resourceType: "ENV", roleIds: strong.role.id })).toMatchObject({
      reason: 252,
    });
    expect(await ask(olga, "EditRole", { id: role, policies: String(wide) })).toMatchObject({ reason: 252 });
    // Who is invited is judged as whoever comes.
    const nina = await keep(`member nina@example.com never ${DELETE}`);
    const offer = JSON.stringify([{ type: "ENV", resourceId: appid, roleIds: [strong.role.id] }]);
    const invited = await must(olga, "InviteMember", { email: "nina@example.com" });
    expect(
      await ask(olga, "AddResources", { collaborationId: invited.collaboration.id, resources: offer }),
    ).toMatchObject({ result: 8211, reason: 252 });
    for (const { id } of [kept, nina]) await sentences("DeleteSentence", { id });
  });

  it("stop what would be granted, prolonged, replaced, or come with a file: each with the chain, for whoever is away too", async () => {
    const max = await somebody("Max");
    const maxes = await pair(olga, max);
    const wide = (await must(olga, "AddPolicy", { name: "Deleting", methods: DELETE })).policy.id;
    const make = { name: "Deleters", policies: String(wide), receiveNotification: false };
    const strong = (await must(olga, "AddRole", make)).role.id;
    const stands = { collaborationId: maxes, resourceId: appid, resourceType: "ENV" };
    await share(olga, maxes, "ENV", "*");
    await must(olga, "SetResource", { ...stands, roleIds: strong });
    const owner = await actorOf((await findKey(hashesOfKey(olga.session)))!, { ip: "", userAgent: "" });
    const broken = { result: 8211, reason: 252 };
    const said = (body: { error: string; why?: string[] }) => {
      expect(body).toMatchObject(broken);
      expect(body.error).toContain(`${max.email} could call ${DELETE} on shop-prod`);
      expect(body.why!.length).toBeGreaterThan(2);
    };
    const held = async (text: string, tried: () => Promise<void>) => {
      const kept = await keep(text);
      expect(kept).toMatchObject({ holds: true, draft: false });
      await tried();
      await sentences("DeleteSentence", { id: kept.id });
    };
    const never = `member ${max.email} never ${DELETE} on shop-prod`;

    // Who is suspended is judged as if they were back, so that nothing waits for them that would break it then.
    await must(olga, "SuspendMember", { id: maxes });
    said(await sentences("AddSentence", { text: never }));
    await must(olga, "SetResource", { ...stands, roleIds: role });
    await held(never, async () => {
      said(await ask(olga, "SetResource", { ...stands, roleIds: strong }));
      said(await ask(olga, "SetResource", { ...stands, roleIds: strong, dryRun: true }));
      expect((await ask(olga, "ActivateMember", { id: maxes })).result).toBe(0);
      said(await ask(olga, "SetResource", { ...stands, roleIds: strong }));
    });
    await must(olga, "SetResource", { ...stands, roleIds: strong });

    const over = (table: "share" | "member", ends_at: Date | null) =>
      db().updateTable(table).set({ ends_at }).where("owner_uid", "=", olga.uid).where("collaboration_id", "=", maxes);
    await over("share", new Date(0)).execute();
    const { id: shareId } = await db()
      .selectFrom("share")
      .select("id")
      .where("owner_uid", "=", olga.uid)
      .where("collaboration_id", "=", maxes)
      .where("resource_id", "=", appid)
      .executeTakeFirstOrThrow();
    await held(never, async () => {
      said((await call("confer.access.SetShareEnd", { id: shareId, until: "none" }, olga.session)).body as never);
    });
    await over("share", null).execute();
    await over("member", new Date(0)).execute();
    await held(never, async () => {
      said((await call("confer.access.SetMemberEnd", { id: maxes, until: "none" }, olga.session)).body as never);
    });
    await over("member", null).execute();

    await must(olga, "DeleteResources", { collaborationId: maxes, ids: shareId });
    const rows = JSON.stringify([{ type: "ENV", resourceId: appid, roleIds: [strong] }]);
    await call(
      "confer.access.RequestAccess",
      { ownerUid: olga.uid, serviceMethod: DELETE, resourceId: appid, resourceType: "ENV" },
      max.session,
    );
    const { requests } = (await call("confer.access.GetRequests", {}, olga.session)).body as unknown as {
      requests: { id: number }[];
    };
    await held(never, async () => {
      said(await ask(olga, "AddResources", { collaborationId: maxes, resources: rows }));
      said(await ask(olga, "SetResources", { collaborationId: maxes, resources: rows }));
      said(
        (await call("confer.access.GrantRequest", { id: requests[0]!.id, roleId: strong }, olga.session)).body as never,
      );
      const outcome = await takeStep(owner, "import", {
        email: max.email,
        shares: [{ type: "ENV", resourceId: appid, roles: [strong] }],
      });
      expect(outcome).toMatchObject({ code: "partly", note: expect.stringContaining(`[${never}] would not hold`) });
      const lighter = (await must(olga, "AddPolicy", { name: "Light", methods: START })).policy.id;
      const lightRole = { name: "Lights", policies: String(lighter), receiveNotification: false };
      const light = (await must(olga, "AddRole", lightRole)).role.id;
      await must(olga, "SetResource", { ...stands, roleIds: light });
      said(await ask(olga, "EditRole", { id: light, policies: `${lighter},${wide}` }));
      said(await ask(olga, "EditPolicy", { id: lighter, methods: `${START};${DELETE}` }));
      await expect(perform(replacePolicy, owner, { id: lighter, by: wide })).rejects.toMatchObject({
        detail: { reason: 252 },
      });
      await expect(perform(replaceRole, owner, { id: light, by: strong })).rejects.toMatchObject({
        detail: { reason: 252 },
      });
    });
  });

  it("are shown to whoever manages for the owner, who writes none and tries none; a plain member is told they may not see them", async () => {
    const dana = await delegateOf(olga);
    const of = { ownerUid: olga.uid };
    const kept = await keep(`member ${milo.email} never billing.*`);
    const failing = await keep(`everyone may ${DELETE} on shop-prod`, { draft: true });
    await db().updateTable("sentence").set({ is_draft: false }).where("id", "=", failing.id).execute();
    const own = await sentences("AddSentence", { text: "everyone never billing.*" }, dana);
    const seen = (await sentences("ListSentences", of, dana)).sentences;
    expect(seen.map(({ id }: { id: number }) => id)).toEqual([kept.id, failing.id]);
    // Who breaks it where, on an environment she does not see, she is not told.
    expect(seen[1]).toMatchObject({ holds: false, breaks: null });
    expect(await sentences("CheckSentences", of, dana)).toMatchObject({ holds: false, failing: [{ id: failing.id }] });
    await must(olga, "SetResource", {
      collaborationId: dana.id,
      resourceId: appid,
      resourceType: "ENV",
      roleIds: role,
    });
    expect((await sentences("ListSentences", of, dana)).sentences[1].breaks).toMatchObject({ on: "shop-prod" });
    const only = { result: 8, error: "Only the owner of an account may do this." };
    expect(await sentences("CheckSentences", { text: failing.text, ...of }, dana)).toMatchObject(only);
    for (const method of ["EditSentence", "DeleteSentence", "AddSentence"])
      expect(await sentences(method, { id: kept.id, text: kept.text, ...of }, dana)).toMatchObject(only);
    for (const method of ["ListSentences", "CheckSentences"]) {
      expect(await sentences(method, of, milo)).toMatchObject({ result: 8 });
      expect(await sentences(method, of, await somebody("Sten"))).toMatchObject({ result: 5 });
      // Her own are hers, and only without the owner's name.
      expect(JSON.stringify(await sentences(method, {}, dana))).not.toContain(milo.email);
    }
    expect((await sentences("ListSentences", {}, dana)).sentences).toMatchObject([{ id: own.sentence.id }]);
    for (const { id } of [kept, failing]) await sentences("DeleteSentence", { id });
  });

  it("one that does not hold is kept only as a draft, which stops nothing and is shown as failing", async () => {
    const text = `everyone may ${DELETE} on shop-prod`;
    expect(await sentences("AddSentence", { text })).toMatchObject({ result: 8211, reason: 252 });
    const draft = await keep(text, { draft: true });
    expect(draft).toMatchObject({
      draft: true,
      holds: false,
      breaks: { who: milo.email, method: DELETE, on: "shop-prod" },
    });
    expect(draft.breaks.chain.length).toBeGreaterThan(0);
    expect(await sentences("EditSentence", { id: draft.id, draft: false })).toMatchObject({ result: 8211 });
    expect((await sentences("CheckSentences")).holds).toBe(true);
    expect(await sentences("CheckSentences", { text })).toMatchObject({ holds: false, failing: [{ text }] });
    await sentences("DeleteSentence", { id: draft.id });
  });

  it("that say who may are told with the step that is missing, of the one membership that comes nearest", async () => {
    const zoe = await somebody("Zoe");
    const zoes = await pair(olga, zoe);
    await share(olga, zoes, "ENV", appid, [START]);
    const team = (await call("users.team.Create", { displayName: "Crew" }, olga.session)).body as never as {
      collaboration: { id: number };
    };
    const asked = { teamId: team.collaboration.id, email: zoe.email };
    await call("users.team.Invite", asked, olga.session);
    expect((await ask(zoe, "AcceptCollaboration", { id: team.collaboration.id })).result).toBe(0);

    const text = `member ${zoe.email} may ${DELETE} on shop-prod`;
    const kept = await keep(text, { draft: true });
    const { steps, chain, because } = kept.breaks;
    expect(because).toBe(`${zoe.email} could not call ${DELETE} on shop-prod`);
    const told = steps.map(({ step, reason, counted }: Record<string, unknown>) => [step, reason, counted]);
    expect(told).toEqual([
      ["member", "member", true],
      ["status", "ACTIVE", true],
      ["share", "shareCounts", true],
      ["level", "direct", true],
      ["role", "roleLacks", false],
      ["method", "notHeld", false],
    ]);
    expect(chain.filter((line: string) => line.startsWith("member "))).toHaveLength(1);
    expect(chain.at(-2)).toContain("None of its policies holds the method.");
    // The save that is refused says the same.
    const refused = await sentences("EditSentence", { id: kept.id, draft: false });
    expect(refused).toMatchObject({ result: 8211, reason: 252, why: [text, ...chain] });
    await sentences("DeleteSentence", { id: kept.id });
    // Where any place would do, it is told of one that they come to.
    const anywhere = await keep(`member ${zoe.email} may ${DELETE}`, { draft: true });
    expect(anywhere.breaks).toMatchObject({ on: "shop-prod", steps });
    await sentences("DeleteSentence", { id: anywhere.id });
    for (const id of [zoes, team.collaboration.id]) await ask(olga, "DeleteMember", { id });
  });

  it("never hold a member back who leaves, and what time has broken stops no other change", async () => {
    const lea = await somebody("Lea");
    const leas = await pair(olga, lea);
    await share(olga, leas, "ENV", appid, [START]);
    const kept = await keep(`member ${lea.email} may ${START} on shop-prod`);
    expect(await ask(olga, "DeleteMember", { id: leas })).toMatchObject({ result: 8211, reason: 252 });
    expect((await ask(lea, "LeaveCollaboration", { id: leas })).result).toBe(0);
    expect((await sentences("ListSentences")).sentences).toMatchObject([{ id: kept.id, holds: false }]);
    await db()
      .updateTable("share")
      .set({ ends_at: new Date(0) })
      .where("owner_uid", "=", olga.uid)
      .where("collaboration_id", "=", pairId)
      .execute();
    const late = await keep(`member ${milo.email} may ${START} on shop-prod`, { draft: true });
    await db().updateTable("sentence").set({ is_draft: false }).where("id", "=", late.id).execute();
    const { sentences: all } = await sentences("ListSentences");
    expect(all.at(-1)).toMatchObject({ holds: false, draft: false });
    expect((await ask(olga, "AddPolicy", { name: "Another", methods: START })).result).toBe(0);
  });

  it("are their owner's alone, and say what cannot be read", async () => {
    const { id } = await keep(`everyone never ${DELETE}`, { draft: true });
    for (const method of ["EditSentence", "DeleteSentence"])
      expect(await sentences(method, { id }, milo)).toMatchObject({ result: 5 });
    expect((await sentences("ListSentences", {}, milo)).sentences).toEqual([]);
    expect(await sentences("AddSentence", { text: "contractors never pay" })).toMatchObject({ result: 3 });
    expect((await sentences("AddSentence", { text: "everyone never no.Method" })).error).toContain(
      "there is no method no.Method",
    );
  });
});
