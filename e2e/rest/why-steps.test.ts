import "../support/unlimited";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changesInWords } from "../../lib/actions/why-changes";
import type { Book, Step } from "../../lib/actions/why-steps";
import { activateMember, resendMemberInvitation } from "../../lib/operations/members";
import type { AnyOperation } from "../../lib/operations/operation";
import { getRoleBook } from "../../lib/operations/pages";
import { perform, tryOut } from "../../lib/operations/perform";
import { addPolicy, editPolicy } from "../../lib/operations/policies";
import { deleteResources, setResource } from "../../lib/operations/resources";
import { addRole, editRole } from "../../lib/operations/roles";
import { editToken, getTokens } from "../../lib/operations/tokens";
import { explain } from "../../lib/operations/why";
import { type Somebody, somebody } from "../support/arrange";
import { atPage, doAs } from "../support/at-page";
import {
  bring,
  delegateOf,
  laterOn,
  must,
  newEnvironment,
  newGroup,
  newRole,
  newTeam,
  pairIn,
} from "../support/collaboration";
import { freshDatabase } from "../support/database";
import { foretold, worldNow } from "../support/foretold";
import { brokenInvariants } from "../support/invariants";
import { tokenOf } from "../support/residents";

beforeAll(freshDatabase);
afterAll(async () => expect(await brokenInvariants()).toEqual([]));

const START = "environment.control.StartEnv";
const STOP = "environment.control.StopEnv";

const verbs: Record<Step["verb"], AnyOperation> = {
  activateMember,
  addPolicy,
  addRole,
  deleteResources,
  editPolicy,
  editRole,
  editToken,
  resendMemberInvitation,
  setResource,
} as Record<Step["verb"], AnyOperation>;

type Asked = Parameters<typeof doAs<typeof explain>>[2];

/** What an answer offers, as the page of access has it. */
async function offered(who: Somebody, asked: Asked) {
  const answer = await doAs(who, explain, asked);
  const { apiTokens } = await doAs(who, getTokens, {});
  const token = apiTokens.find(({ id }) => id === asked.tokenId);
  const book: Book = {
    ...(await doAs(who, getRoleBook, {})),
    ...(token
      ? { token: { methods: token.apiListItems.map(({ method }) => method), resources: token.resources } }
      : {}),
  };
  const changes = changesInWords(answer, asked, "en", book);
  return { allowed: answer.allowed, changes, steps: changes.flatMap(({ steps }) => steps) };
}

/** Looks at what the steps would do, then does them: both are the same, and the answer turns. */
async function turns(owner: Somebody, asked: Asked) {
  const { allowed, changes, steps } = await offered(owner, asked);
  const actor = await atPage(owner);
  const seen = await tryOut(actor, ...steps.map(({ verb, input }) => ({ op: verbs[verb], raw: input })));
  const before = await worldNow(owner.uid);
  for (const { verb, input } of steps) await perform(verbs[verb], await atPage(owner), input);
  const after = await doAs(owner, explain, asked);
  expect(after.allowed).toBe(!allowed);
  return { changes, seen, before, foretold: foretold(seen) };
}

/** The roles an account begins with go, so that none holds what is asked for. */
async function withoutRoles(owner: Somebody): Promise<void> {
  for (const { id } of (await doAs(owner, getRoleBook, {})).roles) await must(owner, "DeleteRole", { id });
}

let counter = 0;
async function shared(status: "ACTIVE" | "PENDING" = "ACTIVE") {
  const owner = await somebody("Olga");
  await withoutRoles(owner);
  const env = `steps-${++counter}`;
  await newGroup(owner, "Shop");
  const appid = await newEnvironment(owner, env, "Shop");
  const { member, id } = await pairIn(status, owner);
  const policy = (await must(owner, "AddPolicy", { name: "Switch on", methods: START })).policy.id;
  const role = await newRole(owner, [policy]);
  const share = { resourceId: "Shop", resourceType: "ENV_GROUP", roleIds: role };
  await must(owner, "SetResource", { collaborationId: id, ...share });
  return { owner, member, id, env, appid, role, policy };
}

describe("36: every answer offers what turns it, to be looked at first", () => {
  it("a role that denies, and one that is missing: both steps are looked at as one", async () => {
    const { owner, id, env, member, appid } = await shared();
    await newRole(owner, [(await must(owner, "AddPolicy", { name: "Switch off", methods: STOP })).policy.id]);
    const deny = (await must(owner, "AddPolicy", { name: "Never", methods: STOP, behavior: "DENY" })).policy.id;
    const none = await newRole(owner, [deny]);
    await must(owner, "SetResource", { collaborationId: id, resourceId: env, resourceType: "ENV", roleIds: none });
    const { changes, foretold: said } = await turns(owner, { memberId: id, envName: env, serviceMethod: STOP });
    expect(changes.map(({ steps }) => steps.map(({ verb }) => verb))).toEqual([["deleteResources"], ["setResource"]]);
    expect(said).toContain(`${member.uid} + ${STOP} ENV:${appid}`);
  });

  it("where there is none to widen, they are made under a name that is free", async () => {
    const owner = await somebody("Olga");
    const env = `steps-${++counter}`;
    const appid = await newEnvironment(owner, env);
    const { id, member } = await pairIn("ACTIVE", owner);
    await withoutRoles(owner);
    await must(owner, "AddPolicy", { name: "stopenv", methods: START });
    const { changes, foretold: said } = await turns(owner, { memberId: id, envName: env, serviceMethod: STOP });
    expect(changes.map(({ text }) => text)).toEqual([
      `Make the policy StopEnv 2, which holds ${STOP}, and a role of it`,
      `Give the role StopEnv 2 on ${env}`,
    ]);
    expect(said).toContain(`${member.uid} + ${STOP} ENV:${appid}`);
  });

  it("an open invitation, or one rejected: sent again, and what they get once they accept", async () => {
    const { owner, member, id, env } = await shared("PENDING");
    for (const status of ["PENDING", "REJECTED"] as const) {
      if (status === "REJECTED") await bring({ owner, member, id }, status);
      await laterOn(owner, id);
      const { changes, steps } = await offered(owner, { memberId: id, envName: env, serviceMethod: START });
      expect(changes).toMatchObject([{ notes: [expect.stringMatching(/^It holds once .* accepts\.$/)] }]);
      expect(steps).toEqual([{ verb: "resendMemberInvitation", input: { id } }]);
      const seen = await tryOut(await atPage(owner), { op: resendMemberInvitation, raw: steps[0]!.input });
      expect(seen.changes).toBe(false);
    }
    await perform(resendMemberInvitation, await atPage(owner), { id });
    await must(member, "AcceptCollaboration", { id });
    expect(await doAs(owner, explain, { memberId: id, envName: env, serviceMethod: START })).toMatchObject({
      allowed: true,
    });
  });

  it("several grants: all of them are told, looked at as one, and taken; one of them alone leaves the yes", async () => {
    const { owner, id, env, member, role } = await shared();
    const team = await newTeam(owner, "Night shift", member);
    for (const collaborationId of [id, team])
      await must(owner, "SetResource", { collaborationId, resourceId: env, resourceType: "ENV", roleIds: role });
    const asked = { memberId: id, envName: env, serviceMethod: START };
    const { steps } = await offered(owner, asked);
    expect(steps).toHaveLength(3);
    await perform(verbs[steps[0]!.verb], await atPage(owner), steps[0]!.input);
    expect(await doAs(owner, explain, asked)).toMatchObject({ allowed: true });
    const { foretold: said } = await turns(owner, asked);
    expect(said.some((line) => line.startsWith(`${member.uid} - ${START}`))).toBe(true);
  });

  it("a token: what it would hold is told, nobody's access changes, and it is made with what the token has", async () => {
    const owner = await somebody("Olga");
    const env = `steps-${++counter}`;
    const other = await newEnvironment(owner, `other-${counter}`);
    await newEnvironment(owner, env);
    await tokenOf(owner.uid, [START], { resources: [`ENV:${other}`] });
    const { apiTokens } = await doAs(owner, getTokens, {});
    const asked = { tokenId: apiTokens[0]!.id, envName: env, serviceMethod: STOP };
    const no = await offered(owner, asked);
    expect(no.allowed).toBe(false);
    expect(no.changes[0]!.notes).toEqual([
      expect.stringMatching(/could be called on the one thing it reaches\.$/),
      expect.stringMatching(/the one method it holds could be called on steps-\d+ as well\.$/),
      expect.stringMatching(/^No one’s access changes\./),
    ]);
    await perform(editToken, await atPage(owner), no.steps[0]!.input);
    const yes = await offered(owner, asked);
    expect(yes.allowed).toBe(true);
    await perform(editToken, await atPage(owner), yes.steps[0]!.input);
    const last = await offered(owner, { ...asked, serviceMethod: START });
    expect(last).toMatchObject({ allowed: true, steps: [] });
    expect(last.changes[0]!.notes).toEqual([expect.stringMatching(/only method/)]);
  });

  it("a delegate: what they may make is theirs to make, and what only the owner may says so", async () => {
    const { owner, id, env, role } = await shared();
    const dana = await delegateOf(owner);
    const here = { resourceId: env, resourceType: "ENV", roleIds: role };
    await must(owner, "SetResource", { collaborationId: dana.id, ...here });
    const asked = { memberId: id, envName: env, serviceMethod: START, ownerUid: owner.uid };
    const yes = await offered(dana, asked);
    expect(yes.changes).toMatchObject([
      { steps: [], href: null, notes: ["Only Olga can make this change."], text: "Stop sharing Shop" },
    ]);
    await must(owner, "SuspendMember", { id });
    const no = await offered(dana, asked);
    expect(no.steps).toEqual([{ verb: "activateMember", input: { id, ownerUid: owner.uid } }]);
    const stop = await offered(dana, { ...asked, serviceMethod: STOP });
    expect(stop.changes.at(-1)).toMatchObject({ steps: [], notes: ["Only Olga can make this change."] });
  });
});
