import "../support/unlimited";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { methods } from "../../lib/domain/method";
import { replay } from "../../lib/domain/replay";
import type { TrailStep } from "../../lib/domain/trail";
import { createDiagram } from "../../lib/operations/diagrams";
import { createThreatModel, editThreatModel } from "../../lib/operations/threat-models";
import { type Parameters, type Somebody, somebody } from "../support/arrange";
import { doAs } from "../support/at-page";
import {
  ask,
  type Body,
  delegateOf,
  must,
  newEnvironment,
  newGroup,
  newRole,
  newTeam,
  pairIn,
} from "../support/collaboration";
import { freshDatabase } from "../support/database";
import { brokenInvariants } from "../support/invariants";
import { call } from "../support/platform";
import { tokenOf } from "../support/residents";
import { scene } from "../support/tmi-scene";

beforeAll(freshDatabase);
afterAll(async () => expect(await brokenInvariants()).toEqual([]));

const START = "environment.control.StartEnv";
const STOP = "environment.control.StopEnv";
const DELETE = "environment.control.DeleteEnv";

const question = async (who: Pick<Somebody, "session">, name: string, parameters: Parameters): Promise<Body> =>
  (await call(`confer.access.${name}`, parameters, who.session)).body as Body;
const explain = (who: Pick<Somebody, "session">, parameters: Parameters) => question(who, "Explain", parameters);
const reasons = (steps: { reason: string }[]) => steps.map(({ reason }) => reason);

const everyMethod = methods.map(({ name }) => name);

let counter = 0;
/** An owner with an environment in a group; Milo may start what is in the group, and nothing else. */
async function shared() {
  counter += 1;
  const owner = await somebody("Olga");
  const env = `why-${counter}`;
  await newGroup(owner, "Shop");
  const appid = await newEnvironment(owner, env, "Shop");
  const { member, id } = await pairIn("ACTIVE", owner);
  const policy = (await must(owner, "AddPolicy", { name: "Switch on", methods: START })).policy.id;
  const role = await newRole(owner, [policy]);
  await must(owner, "SetResource", {
    collaborationId: id,
    resourceId: "Shop",
    resourceType: "ENV_GROUP",
    roleIds: role,
  });
  return { owner, member, id, env, appid, role, policy };
}

/** Makes the changes an answer offers, each by the method that is there for it. */
async function make(owner: Somebody, changes: Body["changes"]) {
  for (const one of changes) {
    if (one.change === "status") await must(owner, "ActivateMember", { id: one.memberId });
    else if (one.change === "share" && one.roleIds.length > 0)
      await must(owner, "SetResource", {
        collaborationId: one.collaborationId,
        resourceId: one.place.resourceId,
        resourceType: one.place.type,
        roleIds: one.roleIds.join(","),
      });
    else if (one.change === "share")
      await must(owner, "DeleteResources", { collaborationId: one.collaborationId, ids: one.shareId });
    else throw new Error(`no test makes ${one.change}`);
  }
}

describe("Explain", () => {
  it("tells the sentence, then the way, then what else was weighed; and the trail alone gives the answer", async () => {
    const { owner, member, id, env } = await shared();
    const yes = await explain(owner, { memberId: id, envName: env, serviceMethod: START });
    expect(yes).toMatchObject({ result: 0, allowed: true, level: "group", thing: { type: "ENV", name: env } });
    expect(yes.sentence).toMatch(/^Allowed: policy "Switch on" of role/);
    expect(reasons(yes.chain)).toEqual([
      "member",
      "ACTIVE",
      "shareCounts",
      "group",
      "roleHolds",
      "policyAllows",
      "allowed",
    ]);
    expect(yes.chain[2].place).toEqual({ type: "ENV_GROUP", resourceId: "Shop", name: "Shop" });
    expect(replay(yes.chain as TrailStep[])).toEqual({ allowed: true, level: "group" });

    const no = await explain(member, { envName: env, serviceMethod: STOP });
    expect(no).toMatchObject({
      result: 0,
      allowed: false,
      level: "group",
      changes: null,
      owner: { email: owner.email },
    });
    expect(no.sentence).toMatch(/^Denied: no policy of .* holds environment.control.StopEnv/);
    expect(replay(no.chain as TrailStep[]).allowed).toBe(false);
  });

  it("35: says people and environments by name, as pages do, and keeps their ids beside; so does a refusal", async () => {
    const { owner, member, id, env, appid, role } = await shared();
    const stands = { collaborationId: id, resourceId: appid, resourceType: "ENV" };
    await must(owner, "SetResource", { ...stands, roleIds: role });
    const about = { resourceId: appid, resourceType: "ENV", serviceMethod: STOP };
    const check = { serviceMethod: STOP, appid, explain: true };
    const [theirs, own] = [await explain(owner, { memberId: id, ...about }), await explain(member, about)];
    const checked = (await ask(member, "CheckEnvironmentRights", check)) as never as { explanations: Body[] };
    for (const { chain, weighed } of [theirs, own, checked.explanations[0]!]) {
      expect(chain[0]).toMatchObject({
        step: "member",
        id,
        name: member.name,
        why: `The membership of ${member.name}.`,
      });
      expect(chain[2]).toMatchObject({
        ...{ step: "share", name: `environment ${env}`, why: `Shared on environment ${env}.` },
        place: { type: "ENV", resourceId: appid, name: env },
      });
      const said = [...chain, ...weighed].flatMap(({ name, why }) => [name, why]).join(" ");
      expect(said).not.toMatch(new RegExp(`${appid}|member \\d|collaboration \\d`));
    }
    // Somebody to whom nothing there is shared any more, refused and told why.
    await must(owner, "DeleteResources", { collaborationId: id, ids: own.chain[2].id });
    const bare = await newEnvironment(owner, `${env}-bare`);
    const none = await explain(owner, { memberId: id, resourceId: bare, resourceType: "ENV", serviceMethod: STOP });
    expect(none.sentence).toBe(
      `Denied: nothing that reaches environment ${env}-bare is shared with this member in a role.`,
    );
    await must(owner, "SetResource", { ...stands, resourceId: env, roleIds: role });
    const shut = await call("environment.control.DeleteEnv", { envName: env }, member.session);
    expect(JSON.stringify(shut.body)).not.toContain(appid);
  });

  it("the owner, and the member about themselves, hear the same; and CheckEnvironmentRights with explain too", async () => {
    const { owner, member, id, env } = await shared();
    for (const serviceMethod of [START, STOP]) {
      const theirs = await explain(owner, { memberId: id, envName: env, serviceMethod });
      const own = await explain(member, { envName: env, serviceMethod });
      const { allowed, sentence, chain, weighed } = own;
      expect({
        allowed: theirs.allowed,
        sentence: theirs.sentence,
        chain: theirs.chain,
        weighed: theirs.weighed,
      }).toEqual({
        allowed,
        sentence,
        chain,
        weighed,
      });
      const checked = await ask(member, "CheckEnvironmentRights", { envName: env, serviceMethod, explain: true });
      expect(checked.result).toBe(allowed ? 0 : 8);
      expect(checked.explanations).toEqual([{ method: serviceMethod, allowed, sentence, chain, weighed }]);
    }
  });

  it("a suspension comes first, with the day since when, and the smallest change ends it", async () => {
    const { owner, member, id, env } = await shared();
    await must(owner, "SuspendMember", { id });
    const no = await explain(owner, { memberId: id, envName: env, serviceMethod: START });
    expect(no).toMatchObject({
      allowed: false,
      sentence: "Denied: the membership is suspended.",
      person: { state: "SUSPENDED", since: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) },
      changes: [{ change: "status", memberId: id, from: "SUSPENDED" }],
    });
    expect(no.chain.at(-1).since).toBe(no.person.since);
    await make(owner, no.changes);
    expect(await explain(member, { envName: env, serviceMethod: START })).toMatchObject({ allowed: true });
  });

  it("what is offered for a no, done, makes it a yes; what is offered for a yes, done, makes it a no", async () => {
    const { owner, id, env, role } = await shared();
    const stop = (await must(owner, "AddPolicy", { name: "Stop", methods: STOP })).policy.id;
    const least = await newRole(owner, [stop]);
    await newRole(owner, ["ALLOW_CONTROL", stop].slice(1));
    const asked = { memberId: id, envName: env, serviceMethod: STOP };
    const no = await explain(owner, asked);
    expect(no.changes).toMatchObject([{ change: "share", put: true, roleIds: [role, least].sort((a, b) => a - b) }]);
    await make(owner, no.changes);
    const yes = await explain(owner, asked);
    expect(yes).toMatchObject({ allowed: true, level: "direct", changes: [{ change: "share", put: false }] });
    // The role that gives starting stays.
    await make(owner, yes.changes);
    expect(await explain(owner, asked)).toMatchObject({ allowed: false });
    expect(await explain(owner, { ...asked, serviceMethod: START })).toMatchObject({ allowed: true });
  });

  it("of a token: what its owner may and the token may not", async () => {
    const { owner, env } = await shared();
    const token = await tokenOf(owner.uid, [START, "users.collaboration.CheckEnvironmentRights"]);
    const { apiTokens } = (await call("users.authentication.GetTokens", {}, owner.session)).body as unknown as {
      apiTokens: { id: number }[];
    };
    const tokenId = apiTokens[0]!.id;
    const no = await explain(owner, { tokenId, envName: env, serviceMethod: STOP });
    expect(no).toMatchObject({
      allowed: false,
      sentence: `Denied: the token does not hold ${STOP}.`,
      changes: [{ change: "token", put: true, tokenId, method: STOP }],
    });
    const { sentence, chain } = await explain({ session: token }, { envName: env, serviceMethod: STOP });
    expect({ sentence, chain }).toEqual({ sentence: no.sentence, chain: no.chain });
    const stranger = await somebody("Sten");
    expect(await explain(stranger, { tokenId, envName: env, serviceMethod: STOP })).toMatchObject({ result: 5 });
    // A token asks about others only when it holds what that takes.
    const { id } = await pairIn("ACTIVE", owner);
    expect(await explain({ session: token }, { memberId: id, envName: env, serviceMethod: STOP })).toMatchObject({
      result: 8202,
    });
  });

  it("whoever has not accepted is told what the invitation would bring, and that it is open", async () => {
    const { owner, env } = await shared();
    const { id } = await pairIn("PENDING", owner);
    expect(await explain(owner, { memberId: id, envName: env, serviceMethod: START })).toMatchObject({
      allowed: false,
      sentence: "Denied: the invitation has not been accepted yet.",
      changes: [{ change: "status", from: "PENDING" }, { change: "share" }],
    });
  });

  it("a delegate asks about everyone, a member only about themselves, and a thing out of sight is not there", async () => {
    const { owner, member, id, env, role } = await shared();
    const other = await newEnvironment(owner, `${env}-hidden`);
    const delegate = await delegateOf(owner);
    const of = { ownerUid: owner.uid };
    const about = { memberId: id, envName: env, serviceMethod: START, ...of };
    expect(await explain(delegate, about)).toMatchObject({ result: 5, error: "resource not found" });
    await must(owner, "SetResource", { collaborationId: delegate.id, resourceId: env, roleIds: role });
    expect(await explain(delegate, about)).toMatchObject({ result: 0, allowed: true, changes: [{ change: "share" }] });
    expect(await explain(delegate, { ...about, envName: other })).toMatchObject({ result: 5 });
    expect(await explain(member, { ...about, memberId: delegate.id })).toMatchObject({
      result: 5,
      error: "member not found",
    });
    expect(await explain(member, about)).toMatchObject({ result: 0, allowed: true, changes: null });
    for (const envName of [other, "not-there-at-all"])
      expect(await explain(member, { envName, serviceMethod: START })).toMatchObject({
        result: 5,
        error: "resource not found",
      });
  });

  it("of a threat model and its diagram: what the list says, and what the environment", async () => {
    const { olga, milo, sten, model, diagram } = await scene();
    const EDIT = "threatmodel.diagram.EditDiagram";
    const on = { threatModelId: model.body.id as string };
    expect(await explain(milo, { ...on, serviceMethod: EDIT })).toMatchObject({
      allowed: true,
      sentence: "Allowed: the model's own list names them as writer.",
      thing: { type: "MODEL", name: "Payments" },
    });
    const drawn = { diagramId: diagram.body.id as string, serviceMethod: "threatmodel.diagram.DeleteDiagram" };
    const no = await explain(milo, drawn);
    expect(no).toMatchObject({
      allowed: false,
      thing: { type: "DIAGRAM", name: "Card flow" },
      owner: { email: olga.email },
    });
    expect(reasons(no.chain)).toEqual(["listTooLow", "notAttached"]);
    expect(await explain(sten, drawn)).toMatchObject({ result: 5, error: "diagram not found" });
    expect(await explain(olga, { ...on, serviceMethod: START })).toMatchObject({ result: 3 });
    // Who may is the owner's to know; whoever cannot open it learns of none.
    for (const what of [on, { diagramId: drawn.diagramId }]) {
      expect(await question(milo, "WhoCan", { ...what, serviceMethod: EDIT })).toMatchObject({ result: 8 });
      const none = await question(sten, "WhoCan", { ...what, serviceMethod: EDIT });
      const unknown = Object.fromEntries(Object.keys(what).map((key) => [key, "00000000-0000-4000-8000-000000000000"]));
      expect(none).toEqual(await question(sten, "WhoCan", { ...unknown, serviceMethod: EDIT }));
      expect(none.result).toBe(5);
    }
    expect(await question(olga, "WhoCan", { ...on, serviceMethod: EDIT })).toMatchObject({
      people: [{ email: milo.email, listed: "writer", ways: [] }],
      total: 1,
    });
  });

  it("of what only the owners of a threat model change: its list alone, whatever its environment gives, and nobody asks for it", async () => {
    const { owner, member, env } = await shared();
    const { model } = await doAs(owner, createThreatModel, { name: "Payments", environment: env });
    const { id } = (await must(owner, "GetMembers")).collaborations[0];
    const role = await newRole(owner, ["TM_VIEW", "TM_EDIT"]);
    await must(owner, "SetResource", { collaborationId: id, resourceId: env, roleIds: role });
    const asked = { threatModelId: model.id, serviceMethod: "threatmodel.model.EditThreatModel" };
    const owning = { ...asked, owning: true };
    expect(await explain(member, asked)).toMatchObject({ allowed: true });
    const no = await explain(member, owning);
    expect(no).toMatchObject({ allowed: false, mayAsk: false, sentence: "Denied: only its owners change that." });
    expect(reasons(no.chain)).toEqual(["listLacks", "ownersOnly"]);
    const turn = [{ change: "list", put: true, listAs: "owner" }];
    expect(await explain(owner, { ...owning, memberId: id })).toMatchObject({ allowed: false, changes: turn });
    const list = [{ principalType: "user" as const, email: member.email, role: "owner" as const }];
    await doAs(owner, editThreatModel, { id: model.id, changes: { authorization: list } });
    expect(await explain(member, owning)).toMatchObject({ allowed: true });
    for (const broken of [{ envName: env }, { ...asked, serviceMethod: "threatmodel.diagram.EditDiagram" }]) {
      expect(await explain(member, { ...owning, threatModelId: undefined, ...broken })).toMatchObject({ result: 3 });
    }
  });

  it("of a diagram they may not open: the reason of where it hangs, to whoever knows of that, and whether they can ask", async () => {
    const { owner, member, id, env, appid } = await shared();
    const { model } = await doAs(owner, createThreatModel, { name: "Payments", environment: env });
    const { diagram } = await doAs(owner, createDiagram, { threatModelId: model.id, name: "Card flow" });
    const asked = { diagramId: diagram.id, serviceMethod: "threatmodel.diagram.GetDiagram" };
    expect(await explain(member, asked)).toMatchObject({
      allowed: false,
      thing: { type: "ENV", resourceId: appid, name: env },
      mayAsk: true,
    });
    expect((await question(member, "RequestAccess", asked)).result).toBe(0);
    await must(owner, "SuspendMember", { id });
    expect(await explain(member, asked)).toMatchObject({
      sentence: "Denied: the membership is suspended.",
      mayAsk: true,
    });
    await must(owner, "ActivateMember", { id });
    await must(owner, "SetResources", { collaborationId: id, resources: "[]" });
    for (const who of [member, await somebody("Sten")]) {
      expect(await explain(who, asked)).toMatchObject({ result: 5, error: "diagram not found" });
    }
  });

  it("of a diagram on whose own list they were until that ended: that it did, and when; to nobody else", async () => {
    const { owner, member, env } = await shared();
    const sten = await somebody("Sten");
    for (const [who, environment] of [
      [member, env],
      [sten, env],
      [sten, undefined],
    ] as const) {
      const named = { name: "Payments", ...(environment && { environment }) };
      const { model } = await doAs(owner, createThreatModel, named);
      const { diagram } = await doAs(owner, createDiagram, { threatModelId: model.id, name: "Card flow" });
      const list = [{ principalType: "user" as const, email: who.email, role: "reader" as const }];
      await doAs(owner, editThreatModel, { id: model.id, changes: { authorization: list } });
      const asked = { diagramId: diagram.id, serviceMethod: "threatmodel.diagram.GetDiagram" };
      expect(await explain(who, asked)).toMatchObject({ allowed: true });
      const until = new Date(Date.now() + 150).toISOString();
      await call("confer.access.SetListEnd", { threatModelId: model.id, email: who.email, until }, owner.session);
      await new Promise((done) => setTimeout(done, 180));
      const no = await explain(who, asked);
      expect(no.sentence).toMatch(/^Denied: what the model's own list gave them ended on \d+ \w+ \d{4}, /);
      expect(no).toMatchObject({ allowed: false, thing: { type: "DIAGRAM", name: "Card flow" } });
      expect(no.chain[0]).toMatchObject({ reason: "listEnded", since: until.slice(0, 19).replace("T", " ") });
      expect(await explain(await somebody("Nina"), asked)).toMatchObject({ result: 5 });
    }
  });

  it("of all groups or environments of an account: to whoever works there, whether or not any is shared with them", async () => {
    const { owner, member, id } = await shared();
    const dana = await delegateOf(owner);
    for (const [resourceType, serviceMethod] of [
      ["ENV_GROUP", "environment.group.CreateGroup"],
      ["ENV", "environment.control.CreateEnvironment"],
    ] as const) {
      const about = { ownerUid: owner.uid, resourceType, resourceId: "*", serviceMethod };
      expect(await explain(dana, about)).toMatchObject({ result: 0, allowed: false, mayAsk: true });
      expect(await explain(await somebody("Sten"), about)).toMatchObject({ result: 5 });
      await must(owner, "SuspendMember", { id });
      expect(await explain(member, about)).toMatchObject({ result: 5 });
      await must(owner, "ActivateMember", { id });
    }
  });

  it("of the account: to whoever is suspended there as well, who may ask; to a stranger it is not there", async () => {
    const { owner, member, id } = await shared();
    const about = { resourceType: "ACCOUNT", resourceId: owner.uid, serviceMethod: "users.collaboration.GetMembers" };
    await must(owner, "SuspendMember", { id });
    expect(await explain(member, about)).toMatchObject({
      result: 0,
      allowed: false,
      sentence: "Denied: the membership is suspended.",
      mayAsk: true,
    });
    expect((await question(member, "RequestAccess", { ...about, ownerUid: owner.uid })).result).toBe(0);
    expect(await explain(await somebody("Sten"), about)).toMatchObject({ result: 5 });
  });

  it("what cannot be shared says so, and is nobody's to ask for", async () => {
    const { owner } = await shared();
    const dana = await delegateOf(owner);
    const about = { ownerUid: owner.uid, resourceType: "ACCOUNT", resourceId: owner.uid };
    const no = await explain(dana, { ...about, serviceMethod: "users.collaboration.AddRole" });
    expect(no).toMatchObject({ allowed: false, mayAsk: false });
    expect(no.sentence).toContain("cannot be shared; only the owner may call it");
  });
});

describe("who, and what", () => {
  it("what the caller reaches is theirs first, then what each owner shares with them; with a method only where they may call it", async () => {
    const { owner, member, env } = await shared();
    const own = await newEnvironment(member, `${env}-own`);
    const { things } = await question(member, "WhatCan", {});
    const at = (id: string) => things.findIndex(({ resourceId }: { resourceId: string }) => resourceId === id);
    expect(things[at(own)].owner).toBeNull();
    expect(things[at("Shop")].owner).toMatchObject({ uid: owner.uid });
    expect(at(own)).toBeLessThan(at("Shop"));
    const starts = (await question(member, "WhatCan", { serviceMethod: START })).things;
    const theirs = (await question(member, "WhatCan", { serviceMethod: START, ownerUid: owner.uid })).things;
    expect(theirs.length).toBeGreaterThan(0);
    expect(starts.slice(-theirs.length)).toEqual(theirs);
    const shown = await question(member, "WhatCan", { startRow: 1, resultCount: 2 });
    expect(shown).toMatchObject({ total: things.length, things: things.slice(1, 3) });
  });

  it("of a thing somebody else shares, whose it is need not be said; one of one's own goes first", async () => {
    const { owner, member, env } = await shared();
    const mine = await question(member, "WhatCan", { envName: env });
    expect(mine).toMatchObject({ result: 0 });
    expect(mine).toEqual(await question(member, "WhatCan", { envName: env, ownerUid: owner.uid }));
    // That is there, and others are told who may.
    expect((await question(member, "WhoCan", { envName: env, serviceMethod: START })).result).toBe(8);
    expect((await question(await somebody("Sten"), "WhoCan", { envName: env, serviceMethod: START })).result).toBe(5);
    const shop = { resourceType: "ENV_GROUP", resourceId: "Shop" };
    expect((await question(member, "WhatCan", shop)).total).toBe(mine.total);
    await newGroup(member, "Shop");
    expect((await question(member, "WhatCan", shop)).total).toBeGreaterThan(mine.total);
  });

  it("everyone who may is listed once, with every way; who would later is only counted", async () => {
    const { owner, member, id, env, role } = await shared();
    await pairIn("ACTIVE", owner);
    const team = await newTeam(owner, "Night watch", member);
    await must(owner, "SetResource", { collaborationId: team, resourceId: env, roleIds: role });
    const { id: waiting } = await pairIn("PENDING", owner);
    await must(owner, "SetResource", { collaborationId: waiting, resourceId: env, roleIds: role });
    const who = await question(owner, "WhoCan", { envName: env, serviceMethod: START });
    expect(who).toMatchObject({
      result: 0,
      owner: { email: owner.email },
      total: 1,
      waiting: 1,
      people: [{ memberId: id, email: member.email, state: "ACTIVE" }],
    });
    const ways = who.people[0].ways as { level: string; team: string }[];
    expect(ways.map(({ level, team }) => `${level} ${team}`).sort()).toEqual(["direct Night watch", "group "]);
    expect(await question(owner, "WhoCan", { envName: env, serviceMethod: DELETE })).toMatchObject({
      total: 0,
      people: [],
    });
  });

  it("who can, and Explain of each member, say the same", async () => {
    const { owner, env, role } = await shared();
    const ids: number[] = [];
    for (let n = 0; n < 6; n++) {
      const { id } = await pairIn(n === 5 ? "SUSPENDED" : "ACTIVE", owner);
      ids.push(id);
      if (n % 2) await must(owner, "SetResource", { collaborationId: id, resourceId: env, roleIds: role });
    }
    const who = await question(owner, "WhoCan", { envName: env, serviceMethod: START });
    for (const memberId of ids) {
      const { allowed } = await explain(owner, { memberId, envName: env, serviceMethod: START });
      expect(who.people.some((one: { memberId: number }) => one.memberId === memberId)).toBe(allowed);
    }
  });

  it("what somebody may do on a threat model or its diagram is each method of which Explain says yes, by list and by environment", async () => {
    const { milo, sten, model, diagram } = await scene();
    const { owner, member, id, env } = await shared();
    const policy = (await must(owner, "AddPolicy", { name: "Draws", methods: "threatmodel.diagram.EditDiagram" }))
      .policy;
    await must(owner, "SetResource", {
      collaborationId: id,
      resourceId: env,
      roleIds: await newRole(owner, [policy.id]),
    });
    const shop = (await doAs(owner, createThreatModel, { name: "Shop", environment: env })).model;
    const cases: [Somebody, Parameters][] = [
      [milo, { threatModelId: model.body.id as string }],
      [milo, { diagramId: diagram.body.id as string }],
      [owner, { threatModelId: shop.id }],
      [owner, { threatModelId: shop.id, memberId: id }],
      [member, { threatModelId: shop.id }],
    ];
    const found: number[] = [];
    for (const [who, on] of cases) {
      const { methods, total } = await question(who, "WhatCan", on);
      expect(total).toBe(methods.length);
      found.push(total);
      for (const serviceMethod of everyMethod.filter((name) => name.startsWith("threatmodel.")))
        expect([serviceMethod, (await explain(who, { ...on, serviceMethod })).allowed]).toEqual([
          serviceMethod,
          methods.includes(serviceMethod),
        ]);
    }
    // A writer lacks what is an owner's; whoever draws by a role has that alone.
    expect(found[0]).toBeGreaterThan(2);
    expect(found[2]).toBeGreaterThan(found[0]!);
    expect(found.slice(3)).toEqual([1, 1]);
    expect(await question(sten, "WhatCan", cases[0]![1])).toMatchObject({ result: 5 });
    expect(await question(owner, "WhatCan", { ...cases[3]![1], serviceMethod: START })).toMatchObject({ result: 3 });
  });

  it("what somebody may do on a thing, and what they reach, with a method and without", async () => {
    const { owner, member, id, env, appid } = await shared();
    await newEnvironment(owner, `${env}-other`);
    const on = await question(owner, "WhatCan", { memberId: id, envName: env });
    expect(on.methods).toContain(START);
    expect(on.methods).not.toContain(STOP);
    const reach = await question(owner, "WhatCan", { memberId: id });
    expect(reach.things.map((one: { name: string }) => one.name)).toEqual(["Shop", env]);
    const own = await question(member, "WhatCan", { ownerUid: owner.uid });
    const whose = { owner: { uid: owner.uid, name: "Olga" } };
    expect(own.things).toEqual(reach.things.map((one: object) => ({ ...one, ...whose })));
    expect(await question(owner, "WhatCan", { memberId: id, serviceMethod: STOP })).toMatchObject({
      things: [],
      total: 0,
    });
    expect(await question(owner, "WhatCan", { memberId: id, serviceMethod: START })).toMatchObject({
      things: [{ resourceId: "Shop" }, { resourceId: appid }],
    });
    expect(await question(member, "WhatCan", { ownerUid: owner.uid, envName: `${env}-other` })).toMatchObject({
      result: 5,
    });
  });

  it("a method alone: everyone who may call it anywhere, on how many things and on which, as each of them reaches", async () => {
    const { owner, member, id, env, appid, role } = await shared();
    await newEnvironment(owner, `${env}-other`);
    const team = await newTeam(owner, "Night watch", member);
    const other = await newEnvironment(owner, `${env}-night`);
    await must(owner, "SetResource", { collaborationId: team, resourceId: other, roleIds: role });
    const { member: second, id: secondId } = await pairIn("ACTIVE", owner);
    await must(owner, "SetResource", {
      collaborationId: secondId,
      resourceId: "*",
      resourceType: "ENV",
      roleIds: role,
    });
    const { id: waiting } = await pairIn("PENDING", owner);
    await must(owner, "SetResource", { collaborationId: waiting, resourceId: env, roleIds: role });
    await pairIn("ACTIVE", owner);
    const who = await question(owner, "WhoCan", { serviceMethod: START, thingCount: 100 });
    expect(who).toMatchObject({ result: 0, owner: { email: owner.email }, total: 2, waiting: 1 });
    const people = new Map<number, { email: string; ways: unknown[]; reach: { total: number; things: Thing[] } }>(
      who.people.map((one: { memberId: number }) => [one.memberId, one]),
    );
    expect(
      people
        .get(id)!
        .reach.things.map(({ resourceId }) => resourceId)
        .sort(),
    ).toEqual(["Shop", appid, other].sort());
    for (const [memberId, { reach, ways }] of people) {
      const alone = await question(owner, "WhatCan", { memberId, serviceMethod: START });
      const named = ({ type, resourceId, name }: Thing) => ({ type, resourceId, name });
      expect(reach.total).toBe(alone.total);
      expect(new Set(reach.things)).toEqual(new Set(alone.things.map(named)));
      expect(ways).toEqual([]);
    }
    const short = await question(owner, "WhoCan", { serviceMethod: START, thingCount: 1, search: second.email });
    expect(short).toMatchObject({
      total: 1,
      people: [{ memberId: secondId, reach: { total: people.get(secondId)!.reach.total } }],
    });
    expect(short.people[0].reach.things).toHaveLength(1);
    expect((await question(owner, "WhoCan", { serviceMethod: START, startRow: 1 })).people).toHaveLength(1);
    expect(await question(owner, "WhoCan", { serviceMethod: DELETE })).toMatchObject({ total: 0, waiting: 0 });
    expect(await question(member, "WhoCan", { serviceMethod: START, ownerUid: owner.uid })).toMatchObject({
      result: 8,
    });
    // A delegate is told of what they see themselves.
    const delegate = await delegateOf(owner);
    const of = { ownerUid: owner.uid, serviceMethod: START };
    expect(await question(delegate, "WhoCan", of)).toMatchObject({ result: 0, total: 0 });
    await must(owner, "SetResource", { collaborationId: delegate.id, resourceId: other, roleIds: role });
    const seen = await question(delegate, "WhoCan", of);
    for (const { memberId, reach } of seen.people) {
      expect(reach).toMatchObject({ total: 1, things: [{ resourceId: other }] });
      expect(await question(delegate, "WhatCan", { ...of, memberId })).toMatchObject({ total: 1 });
    }
    expect(seen.total).toBe(3);
  });

  it("a method of threat models alone: by lists and by environments, and what somebody reaches has them too", async () => {
    const { owner, member, id, env } = await shared();
    const { email } = await somebody("Lia");
    const EDIT = "threatmodel.diagram.EditDiagram";
    const { policy } = await must(owner, "AddPolicy", { name: "Draws", methods: EDIT });
    const roleIds = await newRole(owner, [policy.id]);
    await must(owner, "SetResource", { collaborationId: id, resourceId: env, roleIds });
    const authorization = [{ principalType: "user" as const, email, role: "writer" as const }];
    const { model } = await doAs(owner, createThreatModel, { name: "Shop", environment: env, authorization });
    await doAs(owner, createThreatModel, { name: "Nobody else's" });
    const who = await question(owner, "WhoCan", { serviceMethod: EDIT });
    const shop = { type: "MODEL", resourceId: model.id, name: "Shop" };
    expect(who.people).toMatchObject([
      { memberId: id, reach: { total: 2, things: [{ type: "ENV", name: env }, shop] } },
      { memberId: null, email, reach: { total: 1, things: [shop] } },
    ]);
    const mine = await question(member, "WhatCan", { ownerUid: owner.uid, serviceMethod: EDIT });
    expect(mine.things).toMatchObject([{ name: env }, { ...shop, methods: 1, changes: 1 }]);
    expect((await question(owner, "WhatCan", { memberId: id })).things.at(-1)).toMatchObject(shop);
    expect((await question(owner, "WhatCan", {})).things.filter(({ type }: Thing) => type === "MODEL")).toHaveLength(2);
    const delegate = await delegateOf(owner);
    const asDelegate = { ownerUid: owner.uid, serviceMethod: EDIT };
    expect(await question(delegate, "WhoCan", asDelegate)).toMatchObject({ total: 0 });
  });
});

type Thing = { type: string; resourceId: string; name: string };
