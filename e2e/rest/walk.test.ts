import "../support/unlimited";
import { beforeAll, describe, expect, it } from "vitest";
import { type Somebody, somebody } from "../support/arrange";
import { newEnvironment } from "../support/collaboration";
import { freshDatabase } from "../support/database";
import { brokenInvariants } from "../support/invariants";
import { addressOf, send } from "../support/platform";

beforeAll(freshDatabase);

// biome-ignore lint/suspicious/noExplicitAny: a client of another language knows no types
type Json = any;
type Client = (method: string, parameters: Record<string, unknown>) => Promise<Json>;

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const python = (value: unknown): string => (value === true ? "True" : value === false ? "False" : String(value ?? ""));
const encoded = (parameters: Record<string, unknown>) =>
  new URLSearchParams(Object.entries(parameters).map(([key, value]) => [key, python(value)])).toString();

/** The ways in which clients of today send their calls, each with what it adds and how it spells. */
const clients: Record<string, (session: string) => Client> = {
  "everything in the query, by GET": (session) => async (method, parameters) =>
    (await send(`${addressOf(method)}?${encoded({ ...parameters, session, appid: "cluster" })}`, { verb: "GET" })).body,
  "a form, by POST": (session) => async (method, parameters) =>
    (await send(addressOf(method), { body: encoded({ ...parameters, session }), headers: FORM })).body,
  "the token in the query and the data in the form": (session) => async (method, parameters) =>
    (
      await send(`${addressOf(method)}?session=${session}`, {
        body: encoded({ ruk: "1", ...parameters }),
        headers: FORM,
      })
    ).body,
  "JSON, with the token in the header": (session) => async (method, parameters) =>
    (
      await send(addressOf(method).toUpperCase().replace("/REST/", "/rest/"), {
        body: JSON.stringify(parameters),
        headers: { "content-type": "application/json", authorization: `Bearer ${session}` },
      })
    ).body,
};

describe("invite, accept, share, check, suspend, check: as one client would", () => {
  it.each(Object.entries(clients))("%s", async (_, open) => {
    const [owner, member] = [await somebody("Olga"), await somebody("Milo")];
    const env = `walk-${owner.uid}`;
    await newEnvironment(owner, env);
    const as = (who: Somebody) => {
      const client = open(who.session);
      return (method: string, parameters: Record<string, unknown> = {}) =>
        client(`users.collaboration.${method}`, parameters);
    };
    const [byOwner, byMember] = [as(owner), as(member)];

    const invited = await byOwner("InviteMember", { email: member.email, displayName: "Milo & Söhne" });
    expect(invited).toMatchObject({ result: 0, collaboration: { status: "PENDING", displayName: "Milo & Söhne" } });

    const { collaborations } = await byMember("GetCollaborations", { collaborationType: "ACCOUNT" });
    expect(collaborations).toMatchObject([{ id: invited.collaboration.id, status: "PENDING", ownerUid: owner.uid }]);
    const { id } = collaborations[0];
    expect(await byMember("AcceptCollaboration", { id })).toMatchObject({ result: 0, isOwner: false });

    const { policy } = await byOwner("AddPolicy", {
      name: "Switch",
      methods: "env.control.StartEnv;env.control.StopEnv",
    });
    const { role } = await byOwner("AddRole", { name: "Operator", policies: policy.id, receiveNotification: true });
    const resources = JSON.stringify([{ resourceId: env, type: "ENV", roleIds: [role.id] }]);
    const shared = await byOwner("AddResources", { collaborationId: id, resources, createRoleIfNeeded: false });
    expect(shared).toMatchObject({ result: 0, responses: [{ result: 0, receiveNotification: true }] });

    const question = { serviceMethod: "environment.control.StartEnv;environment.control.StopEnv", envName: env };
    expect(await byMember("CheckEnvironmentRights", question)).toEqual({
      error: "",
      reason: 0,
      result: 0,
      source: "users",
    });
    const more = { ...question, serviceMethod: "environment.control.DeleteEnv;environment.control.StopEnv" };
    expect(await byMember("CheckEnvironmentRights", { ...more, isAny: true })).toMatchObject({ result: 0 });
    expect(await byMember("CheckEnvironmentRights", { ...more, isAny: false })).toMatchObject({ result: 8 });

    const { array } = await byMember("GetCollaborationResourceMethods", { resourceId: env, resourceType: "ENV" });
    expect(array).toContain("environment.control.StartEnv");

    expect(await byOwner("SuspendMember", { id })).toMatchObject({ result: 0 });
    expect(await byMember("CheckEnvironmentRights", question)).toMatchObject({ result: 8, source: "hx-core" });
    expect(await byMember("GetCollaborationResources", {})).toMatchObject({ result: 0, responses: [] });

    expect(await byOwner("ActivateMember", { id })).toMatchObject({ result: 0 });
    expect(await byMember("CheckEnvironmentRights", question)).toMatchObject({ result: 0 });
    expect(await byMember("LeaveCollaboration", { id })).toMatchObject({ result: 0 });
    expect((await byMember("CheckEnvironmentRights", question)).result).not.toBe(0);
    expect(await byOwner("DeleteMember", { id })).toMatchObject({ result: 0 });
    expect(await byOwner("GetMembers", {})).toMatchObject({ result: 0, collaborations: [] });
  });

  it("and nothing is left half done", async () => expect(await brokenInvariants()).toEqual([]));
});

describe("section 0: the transport", () => {
  const path = addressOf("users.collaboration.GetRoles");

  it("the address may be written in any letter case, and end with a slash", async () => {
    const { session } = await somebody("Olga");
    for (const url of [
      path,
      path.toUpperCase().replace("/REST/", "/rest/"),
      `${path}/`,
      "/1.0/Users/Collaboration/Rest/GetRoles",
    ])
      expect((await send(`${url}?session=${session}`, { verb: "GET" })).body, url).toMatchObject({ result: 0 });
  });

  it("what does not exist is 404, in the usual envelope", async () => {
    const { session } = await somebody("Olga");
    for (const url of [
      "/1.0/users/collaboration/rest/nothing",
      "/1.0/users/nothing/rest/getroles",
      "/1.0/",
      "/1.0/users/collaboration/getroles",
    ]) {
      const answer = await send(`${url}?session=${session}`, { verb: "GET" });
      expect(answer.status, url).toBe(404);
      expect(answer.body, url).toMatchObject({ result: 5, reason: 0, source: "users", error: "method not found" });
    }
  });

  it("a refusal is HTTP 200, and no answer is kept by anybody", async () => {
    const answer = await send(path, { verb: "GET" });
    expect(answer).toMatchObject({ status: 200, body: { result: 3, error: "invalid parameter [session]" } });
    expect(answer.headers).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    });
  });

  it("other verbs than GET and POST are 405, with what is allowed", async () => {
    for (const verb of ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"]) {
      const answer = await send(path, { verb });
      expect(answer, verb).toMatchObject({ status: 405, headers: { allow: "GET, POST" }, body: { result: 3 } });
    }
  });

  it("an empty value is an absent one, and whatever else is sent is ignored", async () => {
    const { session } = await somebody("Olga");
    const url = `${path}?session=${session}&id=&ownerUid=&appid=x&ruk=7&checksum=z&status=ACTIVE&debug=1`;
    const { body } = await send(url, { verb: "GET", headers: { "x-base-url": "https://elsewhere.example" } });
    expect(body.result).toBe(0);
  });

  it("D21: a list may be cut by `,` or `;`, written as JSON or Python, or repeat its key", async () => {
    const { session } = await somebody("Olga");
    const address = addressOf("users.collaboration.AddRole");
    const spellings = [
      "policies=26,28",
      "policies=26;28",
      "policies=26%20;%2028",
      "policies=[26,%2028]",
      `policies=${encodeURIComponent('["26", "28"]')}`,
      `policies=${encodeURIComponent("['LOGS_VIEW', 'STATISTIC']")}`,
      "policies=26&policies=28",
    ];
    for (const [n, spelling] of spellings.entries()) {
      const rest = `session=${session}&name=R${n}&receiveNotification=False`;
      const { body } = await send(`${address}?${rest}&${spelling}`, { verb: "GET" });
      expect(
        (body as Json).role?.policies.map((policy: { id: number }) => policy.id),
        spelling,
      ).toEqual([26, 28]);
    }
    const body = JSON.stringify({ name: "J", receiveNotification: 1, policies: [26, "28"] });
    const headers = { "content-type": "application/json", authorization: `bearer ${session}` };
    expect((await send(address, { body, headers })).body.result).toBe(0);
  });

  it("S-45: a scalar sent twice with different values is refused, with the same value it is one", async () => {
    const { session } = await somebody("Olga");
    const twice = (rest: string, form = "") =>
      send(`${path}?session=${session}&${rest}`, form ? { body: form, headers: FORM } : { verb: "GET" });
    expect((await twice("id=5&id=6")).body).toMatchObject({ result: 3, error: expect.stringContaining("[id]") });
    expect((await twice("id=5", "id=6")).body).toMatchObject({ result: 3 });
    expect((await twice("id=5&id=5")).body).toMatchObject({ result: 5 });
    const other = (await somebody("Otto")).session;
    expect((await send(`${path}?session=${session}&session=${other}`, { verb: "GET" })).body).toMatchObject({
      result: 3,
    });
    const both = await send(`${path}?session=${session}`, {
      verb: "GET",
      headers: { authorization: `Bearer ${other}` },
    });
    expect(both.body).toMatchObject({ result: 3, error: expect.stringContaining("[session]") });
  });

  it("A.0: first the token is judged, then whether it may call, and only then the parameters", async () => {
    const broken = `${path}?id=nonsense`;
    expect((await send(broken, { verb: "GET" })).body).toMatchObject({
      result: 3,
      error: "invalid parameter [session]",
    });
    expect((await send(`${broken}&session=unknown`, { verb: "GET" })).body).toMatchObject({
      result: 702,
      source: "hx-core",
    });
    const { session } = await somebody("Olga");
    expect((await send(`${broken}&session=${session}`, { verb: "GET" })).body).toMatchObject({
      result: 3,
      error: "invalid parameter [id]",
    });
  });
});
