import "../support/unlimited";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "../../db/client";
import { verifyJournal } from "../../db/journal-verify";
import { findKey } from "../../db/keys";
import { actorOf, nobody } from "../../lib/actors";
import { hashesOfKey } from "../../lib/keys";
import { createDiagram, deleteDiagram } from "../../lib/operations/diagrams";
import type { JournalEntry } from "../../lib/operations/journal/entry";
import { writings } from "../../lib/operations/journal/written";
import { getJournalChoices } from "../../lib/operations/pages";
import { perform } from "../../lib/operations/perform";
import { journalKeys, keepJournal } from "../../lib/operations/refusals";
import { createThreatModel } from "../../lib/operations/threat-models";
import { enter } from "../../lib/operations/tokens/enter";
import { limited, pair, type Somebody, share, somebody } from "../support/arrange";
import { doAs } from "../support/at-page";
import { freshDatabase } from "../support/database";
import { call } from "../support/platform";
import { threeTenants, type World } from "../support/tenants";

beforeAll(freshDatabase);

type Values = Record<string, string | number | boolean | undefined>;

const journal = async (who: Somebody, values: Values = {}) => {
  const { body } = await call("confer.journal.List", values, who.session);
  expect(body.error).toBe("");
  return body as unknown as { entries: JournalEntry[]; next: number | null };
};
const actor = async (session: string) =>
  actorOf((await findKey(hashesOfKey(session)))!, { ip: "127.0.0.1", userAgent: "test" });
const methods = (entries: readonly JournalEntry[]) => entries.map(({ method }) => method.split(".")[2]);

/** Olga, who suspended Milo; Milo, who tried to invite somebody and to rename Olga's environment; and a token of hers. */
async function house() {
  const [olga, milo] = [await somebody("Olga"), await somebody("Milo")];
  const id = await pair(olga, milo);
  await call("users.collaboration.EditMember", { id, displayName: "Milo of night" }, olga.session);
  await call("users.collaboration.AddPolicy", { name: "Start", methods: "environment.control.StartEnv" }, olga.session);
  await call("users.collaboration.InviteMember", { email: "new@example.com", ownerUid: olga.uid }, milo.session);
  await call("users.collaboration.SuspendMember", { id, ownerUid: olga.uid }, milo.session);
  const token = await limited(olga, ["users.collaboration.GetRoles"], []);
  await call("users.collaboration.SuspendMember", { id }, token.session);
  await call("users.collaboration.SuspendMember", { id }, olga.session);
  return { olga, milo, id };
}

describe("what stands in an owner's journal", () => {
  it("holds what changed, from what to what, and what was refused to whom, and why; the newest first", async () => {
    const { olga, milo, id } = await house();
    const { entries } = await journal(olga);
    const told = entries.map(({ method, result, actor, door, member }) => [
      ...[method.split(".")[2], result, actor.uid === olga.uid ? "Olga" : "Milo", door, member?.id === id],
    ]);
    expect(told).toContainEqual(["SuspendMember", 0, "Olga", "rest", true]);
    expect(told).toContainEqual(["SuspendMember", 8202, "Olga", "token", false]);
    expect(told).toContainEqual(["SuspendMember", 8, "Milo", "rest", true]);
    expect(told).toContainEqual(["InviteMember", 8, "Milo", "rest", true]);
    const edited = entries.find(({ method }) => method.endsWith("EditMember"))!;
    expect(edited).toMatchObject({
      before: { displayName: "" },
      after: { displayName: "Milo of night" },
      because: "They own the account.",
      chain: [expect.objectContaining({ step: "owner", reason: "owner", counted: true })],
      why: ["The owner may do everything with what is theirs."],
      member: { id, name: "Milo of night", email: milo.email },
      actor: { uid: olga.uid, name: "Olga", email: olga.email },
    });
    const refused = entries.find(({ method, result }) => method.endsWith("InviteMember") && result === 8)!;
    expect(refused).toMatchObject({ code: "forbidden", target: "call", before: null, after: null, times: 1 });
    expect(refused.because).not.toBe("");
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, n) => entries.length - n));
    expect((await verifyJournal(db(), olga.uid, journalKeys())).broken).toBeNull();
  });

  it("whoever knocks again and again is counted, and fills nobody's journal", async () => {
    const [olga, milo] = [await somebody("Olga"), await somebody("Milo")];
    await pair(olga, milo);
    const knock = (n: number, email = "new@example.com") =>
      Promise.all(
        Array.from({ length: n }, () =>
          call("users.collaboration.InviteMember", { email, ownerUid: olga.uid }, milo.session),
        ),
      );
    await knock(5);
    expect((await journal(olga)).entries.map(({ times }) => times)).toEqual([1]);
    await knock(20);
    await keepJournal(olga.uid, true);
    const { entries } = await journal(olga);
    expect(entries.map(({ times, until }) => [times, until !== null])).toEqual([
      [24, true],
      [1, false],
    ]);
    for (let n = 1; n <= 60; n++) {
      await call(
        "users.collaboration.SetResource",
        { ...thing(n), collaborationId: n, ownerUid: olga.uid },
        milo.session,
      );
    }
    await keepJournal(olga.uid, true);
    const after = (await journal(olga)).entries;
    expect(after.length).toBeLessThan(40);
    expect(after.find(({ method }) => method === "*")).toMatchObject({ actor: { uid: milo.uid } });
    expect(after.reduce((sum, { times }) => sum + times, 0)).toBe(85);
  });

  it("mistakes in the asking, and what owners do not find among their own, are no entries", async () => {
    const olga = await somebody("Olga");
    await call("users.collaboration.EditMember", { id: "abc" }, olga.session);
    await call("users.collaboration.EditMember", { id: 999_999_999, displayName: "x" }, olga.session);
    expect((await journal(olga)).entries).toEqual([]);
  });

  it("says nothing of how somebody signs in: no password, no key, no secret of an invitation", async () => {
    const olga = await somebody("Olga");
    const made = await call(
      "users.authentication.CreateToken",
      { description: "CI", apiList: "users.collaboration.GetRoles" },
      olga.session,
    );
    const invited = await call("users.collaboration.InviteMember", { email: "secret@example.com" }, olga.session);
    expect(invited.body.result).toBe(0);
    const text = JSON.stringify((await journal(olga)).entries);
    expect(text).toContain("secret@example.com");
    const { token } = made.body as unknown as { token: { key: string } };
    expect(token.key).toMatch(/^confer_pat_/);
    expect(text).not.toContain(token.key);
    expect(text).not.toMatch(/confer_pat_|secret_hash|password_hash/);
  });
});

const thing = (n: number): Values => ({ resourceId: `shop-${n}`, resourceType: "ENV", roleIds: 1 });

describe("a refusal", () => {
  it("keeps its decision as it was judged then, whatever is changed afterwards", async () => {
    const [olga, milo] = [await somebody("Olga"), await somebody("Milo")];
    const id = await pair(olga, milo);
    await call("users.collaboration.InviteMember", { email: "new@example.com", ownerUid: olga.uid }, milo.session);
    const before = (await journal(olga, { outcome: "refused" })).entries[0]!;
    expect(before.chain.map(({ step, reason, counted }) => [step, reason, counted])).toEqual([
      ["member", "member", true],
      ["status", "ACTIVE", true],
      ["level", "none", false],
    ]);
    expect(before.why).toEqual(before.chain.map(({ why }) => why));
    expect(before.because).toMatch(/^Denied: nothing that reaches the whole account/);
    await call("users.collaboration.SuspendMember", { id }, olga.session);
    const after = (await journal(olga, { outcome: "refused" })).entries[0]!;
    expect(after).toEqual(before);
    await call("users.collaboration.InviteMember", { email: "new@example.com", ownerUid: olga.uid }, milo.session);
    const [suspended] = (await journal(olga, { outcome: "refused" })).entries;
    const status = suspended!.chain.find(({ step }) => step === "status")!;
    expect(status).toMatchObject({ reason: "SUSPENDED", counted: false, since: expect.any(String) });
    await call("users.collaboration.ActivateMember", { id }, olga.session);
    const later = (await journal(olga, { outcome: "refused" })).entries[0]!;
    expect(later.chain.find(({ step }) => step === "status")).toMatchObject({ reason: "SUSPENDED", since: null });
    expect((await verifyJournal(db(), olga.uid, journalKeys())).broken).toBeNull();
  });

  it("of a right that was asked after stands with whoever owns the thing, not with who asked", async () => {
    const [olga, milo] = [await somebody("Olga"), await somebody("Milo")];
    const id = await pair(olga, milo);
    await share(olga, id, "ENV_GROUP", "*", ["environment.control.StartEnv"]);
    const name = `asked-${olga.uid}`;
    await call("environment.control.RegisterEnv", { envName: name }, olga.session);
    await share(olga, id, "ENV", "*", ["environment.control.StartEnv"]);
    const asked = { serviceMethod: "environment.control.DeleteEnv", envName: name };
    expect((await call("users.collaboration.CheckEnvironmentRights", asked, milo.session)).body.result).toBe(8);
    const [entry] = (await journal(olga, { outcome: "refused" })).entries;
    expect(entry).toMatchObject({
      actor: { uid: milo.uid },
      member: { id },
      because: "access to [environment.control.DeleteEnv] is not permitted",
      resource: `ENV:${name}`,
    });
    expect(entry!.chain.at(-1)).toMatchObject({ step: "method", reason: "notHeld" });
    expect((await journal(milo, { outcome: "refused" })).entries).toEqual([]);
  });

  it("takes little room", async () => {
    const [olga, milo] = [await somebody("Olga"), await somebody("Milo")];
    const id = await pair(olga, milo);
    await share(olga, id, "ACCOUNT", String(olga.uid), ["users.collaboration.GetRoles"]);
    await call("users.collaboration.InviteMember", { email: "new@example.com", ownerUid: olga.uid }, milo.session);
    await journal(olga);
    const row = await db().selectFrom("journal").select("why").where("owner_uid", "=", olga.uid).execute();
    const sizes = row.map(({ why }) => JSON.stringify(why).length).filter((size) => size > 4);
    expect(sizes).toHaveLength(1);
    expect(sizes[0]).toBeLessThan(2_000);
  });
});

describe("what was allowed", () => {
  it("keeps its decision too, as it was explained at that moment, whatever is changed afterwards", async () => {
    const [olga, dana, milo] = [await somebody("Olga"), await somebody("Dana"), await somebody("Milo")];
    const [danas, id] = [await pair(olga, dana), await pair(olga, milo)];
    const serviceMethod = "users.collaboration.SuspendMember";
    await share(olga, danas, "ACCOUNT", String(olga.uid), [serviceMethod, "users.collaboration.GetMembers"]);
    const account = { resourceId: String(olga.uid), resourceType: "ACCOUNT", ownerUid: olga.uid };
    const { body: told } = await call("confer.access.Explain", { serviceMethod, ...account }, dana.session);
    const done = await call(serviceMethod, { id, ownerUid: olga.uid }, dana.session);
    expect(done.body).toMatchObject({ result: 0, error: "" });
    await call(serviceMethod, { id: danas }, olga.session);
    const { entries } = await journal(olga, { actor: dana.uid, outcome: "done" });
    const [entry] = entries;
    expect(entry!.chain.at(-1)).toMatchObject({ step: "method", reason: "allowed", why: entry!.because });
    expect([entry!.chain, entry!.weighed]).toEqual([told.chain, told.weighed]);
    expect(entry!.on).toMatchObject({ type: "ACCOUNT", resourceId: String(olga.uid) });
    expect(entry!.why).toEqual(entry!.chain.map(({ why }) => why));
    expect(writings.csv.line(entry!)).toContain(entry!.why.join("; ").replaceAll('"', '""'));
    const { why } = await db()
      .selectFrom("journal")
      .select("why")
      .where("actor_uid", "=", dana.uid)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(why).length).toBeLessThan(700);
    expect((await verifyJournal(db(), olga.uid, journalKeys())).broken).toBeNull();
  });

  it("by a token of the owner's names the token; by the owner it takes no room", async () => {
    const olga = await somebody("Olga");
    const asked = { description: "CI", apiList: "users.collaboration.AddPolicy" };
    const { token } = (await call("users.authentication.CreateToken", asked, olga.session)).body as unknown as {
      token: { key: string };
    };
    const values = { name: "Start", methods: "environment.control.StartEnv" };
    await call("users.collaboration.AddPolicy", values, token.key);
    const [entry] = (await journal(olga, { method: "AddPolicy" })).entries;
    expect(entry!.chain.map(({ step, reason }) => [step, reason])).toEqual([
      ["owner", "owner"],
      ["token", "tokenHolds"],
    ]);
    const rows = await db().selectFrom("journal").select("why").where("owner_uid", "=", olga.uid).execute();
    expect(rows.every(({ why }) => why === null)).toBe(true);
  });

  it("whoever signs in is named, and not as nobody", async () => {
    const provider = { provider: "test", subject: `olga-${Date.now()}`, verified: true, name: "Olga" };
    const entering = { ...provider, email: `olga.${Date.now()}@example.com` };
    const stranger = nobody({ ip: "127.0.0.1", userAgent: "test" }, "page");
    const first = await perform(enter, stranger, entering);
    const { entries } = await journal({ ...(await somebody("Nobody")), session: first.session });
    const signedIn = entries.find(({ target }) => target === "sign-in")!;
    expect(signedIn).toMatchObject({ actor: { name: "Olga" }, door: "browser", chain: [], because: "Anyone may." });
  });
});

describe("the filters", () => {
  let scene: Awaited<ReturnType<typeof house>>;
  beforeAll(async () => {
    scene = await house();
    await share(scene.olga, scene.id, "ENV", "shop-prod");
  });

  it.each<[string, (all: typeof scene) => Values, string[]]>([
    ["the actor", ({ milo }) => ({ actor: milo.uid }), ["SuspendMember", "InviteMember"]],
    ["the member", ({ id }) => ({ member: id }), ["SuspendMember", "SuspendMember", "InviteMember", "EditMember"]],
    ["the method, by a part of it", () => ({ method: "addpol" }), ["AddPolicy"]],
    ["the door", () => ({ door: "token" }), ["SuspendMember"]],
    ["what was done", () => ({ outcome: "done" }), ["SuspendMember", "AddPolicy", "EditMember"]],
    ["what was refused", () => ({ outcome: "refused" }), ["SuspendMember", "SuspendMember", "InviteMember"]],
    ["one kind of refusal", () => ({ outcome: "token-scope" }), ["SuspendMember"]],
    [
      "words in what changed",
      () => ({ text: "OF NIGHT" }),
      ["SuspendMember", "SuspendMember", "InviteMember", "EditMember"],
    ],
    ["words nobody said", () => ({ text: "nowhere" }), []],
    ["several at once", ({ olga }) => ({ actor: olga.uid, method: "Suspend", outcome: "done" }), ["SuspendMember"]],
    ["a time to come", () => ({ from: "2999-01-01" }), []],
    ["a time gone by", () => ({ to: "2001-01-01 00:00:00" }), []],
  ])("%s", async (_, values, expected) => {
    expect(methods((await journal(scene.olga, values(scene))).entries)).toEqual(expected);
  });

  it("the thing it was about", async () => {
    const { olga, id } = scene;
    const shared = { collaborationId: id, resourceId: "*", resourceType: "ENV", createRoleIfNeeded: true, roleIds: "" };
    const { body } = await call(
      "users.collaboration.SetResource",
      { ...shared, roleIds: await roleOf(olga) },
      olga.session,
    );
    expect(body.error).toBe("");
    expect(methods((await journal(olga, { resource: "ENV:*" })).entries)).toEqual(["SetResource"]);
    // An environment, however it was called: by its appid where it changed, by its name where it was asked for by that.
    const name = `shop-${olga.uid}`;
    const made = await call("environment.control.RegisterEnv", { envName: name }, olga.session);
    const { appid } = (made.body as unknown as { env: { appid: string } }).env;
    const nora = await somebody("Nora");
    await share(olga, await pair(olga, nora), "ENV", appid, ["environment.control.GetEnvInfo"]);
    await call("environment.control.DeleteEnv", { envName: name }, nora.session);
    for (const one of [appid, name]) {
      expect(methods((await journal(olga, { resource: `ENV:${one}` })).entries)).toEqual(["DeleteEnv", "RegisterEnv"]);
    }
    expect(methods((await journal(olga, { text: name.toUpperCase() })).entries)).toEqual(["DeleteEnv", "RegisterEnv"]);
    const things = (await doAs(olga, getJournalChoices, {})).things;
    expect(things.filter((one) => one.name === name)).toEqual([{ resource: `ENV:${appid}`, name }]);
    // Gone, it is called as it was.
    await call("environment.control.DeleteEnv", { envName: name }, olga.session);
    const [gone] = (await journal(olga, { resource: `ENV:${appid}` })).entries;
    expect(gone).toMatchObject({ resourceName: name, resourceGone: true });
    expect((await journal(olga, { text: name })).entries.length).toBeGreaterThanOrEqual(4);
  });

  it("pages follow one another without gap or repetition, whatever comes meanwhile", async () => {
    const { olga } = scene;
    const all = (await journal(olga)).entries.map(({ seq }) => seq);
    const first = await journal(olga, { resultCount: 2 });
    await call("users.collaboration.AddPolicy", { name: "More", methods: "environment.control.StopEnv" }, olga.session);
    const seen = first.entries.map(({ seq }) => seq);
    for (let next = first.next; next !== null; ) {
      const page = await journal(olga, { resultCount: 2, before: next });
      seen.push(...page.entries.map(({ seq }) => seq));
      next = page.next;
    }
    expect(seen).toEqual(all);
  });
});

async function roleOf(owner: Somebody): Promise<number> {
  const row = await db().selectFrom("role").select("id").where("owner_uid", "=", owner.uid).executeTakeFirstOrThrow();
  return row.id;
}

describe("who reads it", () => {
  let world: World;
  beforeAll(async () => {
    world = await threeTenants();
  });

  it("the owner and who manages for them; who belongs to the account is told they may not; to all others there is no such account", async () => {
    const acting = [
      "owner",
      "delegate",
      "active",
      "pending",
      "rejected",
      "suspended",
      "left",
      "stranger",
      "two",
    ] as const;
    const results = [];
    for (const one of acting) {
      const { body } = await call("confer.journal.List", { ownerUid: world.o.owner.uid }, world.callers[one].session);
      results.push(body.result);
      if (body.result !== 0) expect(JSON.stringify(body)).not.toMatch(/canary|private/);
    }
    expect(results).toEqual([0, 0, 8, 5, 5, 8, 8, 5, 8]);
    for (const [one, result] of [
      ["nobody", 3],
      ["expired", 702],
      ["wrongScope", 8202],
    ] as const) {
      expect((await call("confer.journal.List", {}, world.callers[one].session)).body.result).toBe(result);
    }
  });

  it("who manages for the owner does not see what is between the owner and their own account", async () => {
    const { o, callers } = world;
    await call(
      "users.authentication.CreateToken",
      { description: "private", apiList: "users.collaboration.GetRoles" },
      o.owner.session,
    );
    const targets = async (session: string | undefined) => {
      const { body } = await call("confer.journal.List", { ownerUid: o.owner.uid, resultCount: 500 }, session);
      return new Set((body.entries as unknown as JournalEntry[]).map(({ target }) => target));
    };
    expect(await targets(callers.owner.session)).toContain("token");
    expect(await targets(callers.delegate.session)).not.toContain("token");
  });

  it("diagrams and threat models are called by their names, also when they are gone; to be opened by whoever may", async () => {
    const { o, callers } = world;
    const owner = await actor(callers.owner.session!);
    const { model } = await perform(createThreatModel, owner, { name: "Payments" });
    const at = { threatModelId: model.id };
    const { diagram: kept } = await perform(createDiagram, owner, { ...at, name: "Card flow" });
    const { diagram: gone } = await perform(createDiagram, owner, { ...at, name: "Old flow" });
    await perform(deleteDiagram, owner, { ...at, id: gone.id });
    const about = async (session: string | undefined) => {
      const { body } = await call("confer.journal.List", { ownerUid: o.owner.uid, resultCount: 500 }, session);
      const entries = body.entries as unknown as JournalEntry[];
      return entries.flatMap(({ resource, resourceName, resourceOpens, resourceGone, target }) =>
        resource.endsWith(kept.id) || resource.endsWith(gone.id) || resource.endsWith(model.id)
          ? [[target, resourceName, resourceOpens, resourceGone]]
          : [],
      );
    };
    expect(await about(callers.owner.session)).toEqual([
      ["diagram", "Old flow", false, true],
      ["diagram", "Old flow", false, true],
      ["diagram", "Card flow", true, false],
      ["threat-model", "Payments", true, false],
    ]);
    const delegated = await about(callers.delegate.session);
    expect(delegated.map(([, name, opens]) => [name, opens])).toEqual([
      ["Old flow", false],
      ["Old flow", false],
      ["Card flow", false],
      ["Payments", false],
    ]);
  });
});
