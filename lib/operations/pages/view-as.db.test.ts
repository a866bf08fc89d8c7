import "../../../e2e/support/unlimited";
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { flushCalls } from "../../../db/calls";
import { db, pool } from "../../../db/client";
import { join, participantsOf } from "../../../db/diagram-sessions";
import { pair, type Somebody, share, somebody } from "../../../e2e/support/arrange";
import { atPage, doAs, refusalOf } from "../../../e2e/support/at-page";
import { delegateOf, must, newEnvironment } from "../../../e2e/support/collaboration";
import { freshDatabase } from "../../../e2e/support/database";
import { type Resident, residents, tokenOf } from "../../../e2e/support/residents";
import { viewedBy } from "../../actors";
import type { Actor } from "../../domain/actor";
import { aboutChange } from "../../domain/journal";
import { Refusal } from "../../domain/refusal";
import * as access from "../access";
import * as versions from "../diagram-versions";
import * as diagrams from "../diagrams";
import * as environments from "../environments";
import { operations } from "../families";
import * as groups from "../groups";
import * as members from "../members";
import type { AnyOperation } from "../operation";
import { type Attempted, perform, tryOut, refusalOf as wouldBeRefused } from "../perform";
import * as sessions from "../sessions";
import * as models from "../threat-models";
import * as threats from "../threats";
import * as why from "../why";
import * as pages from ".";

const START = "environment.control.StartEnv";

const every: AnyOperation[] = [
  ...operations,
  ...[pages, access, versions, diagrams, sessions, models, threats].flatMap((noun) => Object.values(noun)),
];

let people: Record<Resident, Somebody>;
let ben: Somebody;

const memberOf = async (owner: Somebody, email: string): Promise<number> =>
  (
    await db()
      .selectFrom("member")
      .select("id")
      .where("owner_uid", "=", owner.uid)
      .where("email", "=", email)
      .where("type", "=", "ACCOUNT")
      .executeTakeFirstOrThrow()
  ).id;

/** As a request of `person` finds them who view as this member of `owner`. */
async function seeing(person: Somebody, owner: Somebody, member: Pick<Somebody, "email">): Promise<Actor> {
  const actor = await atPage(person);
  const asked = { id: await memberOf(owner, member.email), ownerUid: owner.uid };
  return viewedBy(actor, await perform(pages.getView, actor, asked));
}

const answerOf = async (op: AnyOperation, actor: Actor, input: unknown): Promise<unknown> => {
  try {
    return await perform(op, actor, input);
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.code };
    throw error;
  }
};

beforeAll(freshDatabase);
beforeAll(async () => {
  people = await residents();
  // What Milo has beside Olga: another owner, environments, tokens, and a word of his own for her.
  ben = await somebody("canary-ben");
  const { owner, member } = people;
  const mine = await memberOf(owner, member.email);
  await must(member, "EditCollaboration", { id: mine, displayName: "canary-label" });
  await share(ben, await pair(ben, member), "ENV", await newEnvironment(ben, "canary-shop"), [START]);
  await newEnvironment(member, "canary-own");
  await tokenOf(member.uid, ["environment.control.GetEnvs"]);
  await doAs(member, models.createThreatModel, { name: "canary-model" });
});

describe("whoever views as a member", () => {
  it.each(["member", "delegate", "suspended", "invited"] as const)(
    "38: is answered as the %s is, as far as it is of this owner",
    async (who) => {
      const { owner } = people;
      const [theirs, viewed] = [await atPage(people[who]), await seeing(owner, owner, people[who])];
      const same = async (op: AnyOperation, input: unknown, pick: (answer: never) => unknown = (all) => all) => {
        const [real, seen] = [await answerOf(op, theirs, input), await answerOf(op, viewed, input)];
        expect(seen, `${op.method} ${JSON.stringify(input)}`).toEqual(pick(real as never));
        return seen;
      };
      await same(pages.getShared, {}, ({ collaborations }: { collaborations: { email: string; label: string }[] }) => ({
        collaborations: collaborations
          .filter(({ email }) => email === owner.email)
          .map((one) => ({ ...one, label: "" })),
      }));
      await same(pages.getInvitations, {});
      await same(pages.countInvitations, {});
      await same(pages.getOwners, {});
      const environmentsOf = await perform(environments.getEnvs, await atPage(owner), {});
      const own = new Set(environmentsOf.infos.map(({ env }) => env.appid));
      await same(pages.getSharedNames, {}, ({ names }: { names: Record<string, string> }) => ({
        names: Object.fromEntries(Object.entries(names).filter(([appid]) => own.has(appid))),
      }));
      await same(environments.getEnvs, {}, ({ infos }: typeof environmentsOf) => ({
        infos: infos.filter(({ env }) => own.has(env.appid)),
      }));
      for (const appid of own) {
        await same(pages.getSharedThing, { type: "ENV", id: appid });
        await same(why.whatCan, { appid });
        for (const serviceMethod of [START, "environment.control.DeleteEnv"]) {
          await same(why.explain, { appid, serviceMethod });
          await same(why.whoCan, { appid, serviceMethod });
        }
      }
      const all = await perform(pages.getThreatModels, await atPage(owner), { whose: "mine" });
      for (const { id, diagrams: drawn } of all.models) {
        await same(models.getThreatModel, { id });
        await same(pages.getModelAccess, { id });
        for (const diagram of drawn) {
          await same(pages.getDrawing, { id: diagram.id });
          await same(pages.followDrawing, { id: diagram.id, since: 0 });
          await same(versions.listVersions, { threatModelId: id, diagramId: diagram.id });
        }
        await same(threats.listThreats, { threatModelId: id });
      }
      const ofOwner = new Set(all.models.map(({ id }) => id));
      await same(pages.getThreatModels, {}, (answer: typeof all) => {
        const shown = answer.models.filter(({ id }) => ofOwner.has(id));
        return { models: shown, total: shown.length, all: shown.length };
      });
      // Where they act for the owner, in the owner's own pages.
      const of = { ownerUid: owner.uid };
      for (const op of [pages.getMemberPage, pages.getPlaces, pages.getRoleBook]) await same(op, of);
      for (const { email } of [people.member, people.suspended])
        await same(pages.getMemberView, { id: await memberOf(owner, email), ...of });
    },
  );

  it("38: follows what is drawn and who draws, and takes no seat", async () => {
    const { owner, member } = people;
    const milo = await seeing(owner, owner, member);
    const { models: all } = await perform(pages.getThreatModels, milo, {});
    const model = all.find((one) => one.diagrams.length > 0)!;
    const on = { threatModelId: model.id, diagramId: model.diagrams[0]!.id };
    const { session } = await perform(sessions.startSession, await atPage(owner), on);
    const seat = { socket: randomUUID(), uid: owner.uid, node: randomUUID(), mayEdit: true };
    expect(await join(owner.uid, session.id, seat)).toBe("joined");
    const seen = await perform(pages.followDrawing, milo, { id: on.diagramId, since: 0 });
    expect(seen.people).toMatchObject([{ uid: owner.uid, name: owner.name, mayEdit: true, away: false }]);
    expect(seen.host).toBe(owner.uid);
    const again = await perform(pages.followDrawing, milo, { id: on.diagramId, since: seen.seq });
    expect(again).toEqual({ ...seen, cells: null });
    expect(await participantsOf(db(), owner.uid, session.id)).toHaveLength(1);
  });

  it("38: an answer of nobody's differs, so that the comparison can fail", async () => {
    const { owner, member, delegate } = people;
    const [milo, dana] = [await seeing(owner, owner, member), await seeing(owner, owner, delegate)];
    expect(await perform(pages.getShared, milo, {})).not.toEqual(await perform(pages.getShared, dana, {}));
  });

  it("sees of what a member has for themselves or with others nothing at all, whatever is asked", async () => {
    const { owner, member } = people;
    const milo = await seeing(owner, owner, member);
    const real = await atPage(member);
    let told = 0;
    let kept = 0;
    for (const op of every.filter(({ kind }) => kind === "read")) {
      for (const input of [{}, { ownerUid: owner.uid }, { ownerUid: ben.uid }, { ownerUid: member.uid }]) {
        if (!op.input.safeParse(input).success) continue;
        const seen = JSON.stringify(await answerOf(op, milo, input));
        // The demo's outbox shows everybody everything.
        if (!op.anyone) expect(seen, op.method).not.toContain("canary");
        told += 1;
        if (JSON.stringify(await answerOf(op, real, input)).includes("canary")) kept += 1;
      }
    }
    expect(told).toBeGreaterThan(60);
    expect(kept).toBeGreaterThan(5);
  });

  it("38: changes nothing: every operation that writes, or lets in, is refused in one place and in one sentence", async () => {
    const { owner, member } = people;
    const milo = await seeing(owner, owner, member);
    const before = await everything();
    const writing = every.filter(({ kind, inView }) => kind === "write" || inView === false);
    expect(writing.length).toBeGreaterThan(60);
    for (const op of writing) {
      const refused = await perform(op, milo, {}).then(
        () => null,
        (error: unknown) => error,
      );
      expect(refused, op.method).toMatchObject({ code: "forbidden", detail: { reason: 250 } });
    }
    // Reading leaves nothing behind either.
    for (const op of every.filter(({ kind, inView }) => kind === "read" && inView !== false))
      await answerOf(op, milo, {});
    expect(await everything()).toEqual(before);
  });

  it("38: is told of every change whether it would be refused them and what it would do, as they are; and nothing comes of it", async () => {
    const { owner, delegate } = people;
    const of = { ownerUid: owner.uid };
    const [theirs, viewed] = [await atPage(delegate), await seeing(owner, owner, delegate)];
    const before = await everything();
    const told: string[] = [];
    for (const who of [people.member, people.suspended, people.delegate]) {
      const id = await memberOf(owner, who.email);
      for (const op of [members.suspendMember, members.activateMember, members.deleteMember]) {
        const step = { op, raw: { id, ...of } };
        const [real, seen] = [await triedBy(theirs, step), await triedBy(viewed, step)];
        expect(seen, op.method).toEqual(real);
        told.push(real.refused?.code ?? "would be done");
      }
    }
    expect(new Set(told).size).toBeGreaterThan(1);
    // What is another's, or their own, is not there.
    const elsewhere = { op: members.inviteMember, raw: { email: "x@example.com" } };
    expect((await triedBy(viewed, elsewhere)).refused?.code).toBe("not-found");
    expect((await triedBy(theirs, elsewhere)).refused).toBeNull();
    expect(await everything()).toEqual(before);
  });

  it("who may see nothing by it any more sees nothing, and does not act as themselves either", async () => {
    const nobody = viewedBy(await atPage(people.owner), null);
    expect(await perform(pages.getShared, nobody, {})).toEqual({ collaborations: [] });
    expect(await refusalOf(perform(pages.getMemberPage, nobody, {}))).toBe("not-found");
    expect(await refusalOf(perform(pages.setName, nobody, { name: "x" }))).toBe("forbidden");
  });
});

describe("who may view as whom", () => {
  it("the owner as each member, and it stands in the journal once", async () => {
    const { owner, member } = people;
    const id = await memberOf(owner, member.email);
    await doAs(owner, pages.startView, { id });
    const rows = await db().selectFrom("journal").selectAll().where("target", "=", "view").execute();
    expect(rows).toMatchObject([
      {
        owner_uid: owner.uid,
        actor_uid: owner.uid,
        target_id: String(id),
        method: "confer.pages.StartView",
        door: "page",
      },
    ]);
    expect(aboutChange(rows[0]!)).toEqual({ member: id, resource: "" });
    const { entries } = await doAs(owner, pages.getMemberHistory, { id });
    expect(entries[0]).toMatchObject({ what: "viewed", by: "owner" });
  });

  it("a delegate only as somebody who holds and reaches no more than they do, and never as themselves", async () => {
    const { owner, member, delegate } = people;
    const of = { ownerUid: owner.uid };
    const view = async (who: Somebody, whom: Somebody) =>
      refusalOf(doAs(who, pages.getView, { id: await memberOf(owner, whom.email), ...of }));
    expect(await view(delegate, delegate)).toBe("forbidden");
    expect(await view(delegate, member)).toBe("forbidden");
    const lea = await somebody("Lea");
    const pairId = await pair(owner, lea);
    expect(await view(delegate, lea)).toBeUndefined();
    await share(owner, pairId, "ACCOUNT", String(owner.uid), [START]);
    expect(await view(delegate, lea)).toBe("forbidden");
  });

  it("a delegate who may not is told what of theirs to ask after, where it is theirs to know of", async () => {
    const { owner } = people;
    const delegate = await delegateOf(owner);
    const of = { ownerUid: owner.uid };
    const refusedAs = async (whom: Somebody) => {
      const raw = { id: await memberOf(owner, whom.email), ...of };
      return (await wouldBeRefused(await atPage(delegate), { op: pages.startView, raw }))!;
    };
    const [env, lea] = [await newEnvironment(owner, "shown-to-dana"), await somebody("Lea")];
    const hidden = await newEnvironment(owner, "hidden-from-dana");
    const pairId = await pair(owner, lea);
    await share(owner, pairId, "ENV", hidden, [START]);
    const unknown = await refusedAs(lea);
    // It does not reach her: she reads it in the list of members, and there alone.
    expect(unknown.message).toMatch(/^They hold more than you do on \[hidden-from-dana\]: \[environment\.control\./);
    const shut = await doAs(delegate, why.explain, unknown.detail.about as never);
    expect(shut).toMatchObject({ allowed: false, mayAsk: false, thing: { name: "hidden-from-dana" } });
    const group = (envGroup: string) => doAs(owner, groups.createGroup, { envGroup });
    for (const path of ["Night/Shift", "Unshared"]) await group(path);
    const max = await somebody("Max");
    await share(owner, await pair(owner, max), "ENV_GROUP", "Night", [START]);
    const onGroup = await refusedAs(max);
    expect(onGroup.message).toMatch(/^They hold more than you do on \[Night\]: \[/);
    expect(onGroup.detail.about).toMatchObject({
      resourceType: "ENV_GROUP",
      resourceId: expect.stringMatching(/^Night/),
    });
    expect(await doAs(delegate, why.explain, onGroup.detail.about as never)).toMatchObject({ allowed: false });
    // What is shared with nobody is not there for her; nor is what is shared for whoever looks after nobody.
    const onNight = { serviceMethod: START, resourceType: "ENV_GROUP" as const, ownerUid: owner.uid };
    expect(await refusalOf(doAs(delegate, why.explain, { ...onNight, resourceId: "Unshared" }))).toBe("not-found");
    expect(await doAs(delegate, why.explain, { ...onNight, resourceId: "Night" })).toMatchObject({ allowed: false });
    expect(await refusalOf(doAs(lea, why.explain, { ...onNight, resourceId: "Night" }))).toBe("not-found");
    await share(owner, delegate.id, "ENV", env, ["environment.control.StopEnv"]);
    await share(owner, pairId, "ENV", env, [START]);
    const { about } = (await refusedAs(lea)).detail;
    expect(about).toEqual({ serviceMethod: START, resourceType: "ENV", resourceId: env, ...of });
    expect(await doAs(delegate, why.explain, about as never)).toMatchObject({ allowed: false });
  });

  it("nobody else: to a member, a stranger and another owner the member is not there; nor to a token", async () => {
    const { owner, member, stranger, suspended, left } = people;
    const id = await memberOf(owner, suspended.email);
    const of = { ownerUid: owner.uid };
    for (const who of [member, stranger, ben])
      expect(await refusalOf(doAs(who, pages.getView, { id, ...of }))).toBe("not-found");
    expect(await refusalOf(doAs(ben, pages.getView, { id }))).toBe("not-found");
    expect(await refusalOf(doAs(owner, pages.getView, { id: await memberOf(owner, left.email) }))).toBe("wrong-state");
    const token = { id: 1, methods: new Set(["users.collaboration.GetMembers"]), resources: null };
    for (const op of [pages.startView, pages.getView])
      expect(await refusalOf(perform(op, { ...(await atPage(owner)), token }, { id }))).toBe("token-scope");
    expect(operations.map(({ method }) => method)).not.toContain("confer.pages.StartView");
  });

  it("an invitation to an address without an account shows as whoever opens one under it would find it", async () => {
    const { owner } = people;
    await must(owner, "InviteMember", { email: "nobody.yet@example.com" });
    const viewed = await seeing(owner, owner, { email: "nobody.yet@example.com" });
    expect((await perform(pages.getInvitations, viewed, {})).invitations).toHaveLength(1);
    expect(await perform(pages.getShared, viewed, {})).toEqual({ collaborations: [] });
  });
});

/** Whether it would be refused them, before it is tried and by trying, and else what it would do. */
async function triedBy(who: Actor, step: Attempted) {
  const judged = await wouldBeRefused(who, step);
  const saying = (error: unknown) => {
    if (error instanceof Refusal) return { code: error.code, message: error.message };
    throw error;
  };
  try {
    return { judged: judged?.code, refused: null, preview: await tryOut(who, step) };
  } catch (error) {
    return { judged: judged?.code, refused: saying(error), preview: null };
  }
}

/** What stands in every table, as one word each. */
async function everything(): Promise<Record<string, string>> {
  // What was called before is written a while later.
  await flushCalls();
  const { rows } = await pool().query("select tablename from pg_tables where schemaname = 'public' order by 1");
  const found: Record<string, string> = {};
  for (const { tablename } of rows) {
    const { rows: hashed } = await pool().query(
      `select md5(coalesce(string_agg(t::text, ',' order by t::text), '')) as hash from "${tablename}" t`,
    );
    found[tablename] = hashed[0].hash;
  }
  return found;
}
