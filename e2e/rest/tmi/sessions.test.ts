import "../../support/unlimited";
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { pool } from "../../../db/client";
import { join, leave, setPresenter } from "../../../db/diagram-sessions";
import { freshDatabase } from "../../support/database";
import { tmi } from "../../support/tmi";
import { scene } from "../../support/tmi-scene";
import { watchStatements } from "../../support/watch";

beforeAll(freshDatabase);

describe.each(["1.8", "1.0.0"] as const)("a session, to clients of %s", (profile) => {
  const emailOf = (user: string | { email: string }) => (typeof user === "string" ? user : user.email);

  it("is begun by a reader too, who hosts and presents it (D14)", async () => {
    const { rita, on, model, diagram } = await scene(profile);
    const begun = await tmi(`POST ${on}/collaborate`, { token: rita.session, profile });
    expect(begun.status).toBe(201);
    const { body } = begun;
    expect([emailOf(body.host), emailOf(body.presenter)]).toEqual([rita.email, rita.email]);
    expect(body).toMatchObject({
      threat_model_id: model.body.id,
      threat_model_name: "Payments",
      diagram_id: diagram.body.id,
      diagram_name: "Card flow",
    });
    expect(body.websocket_url).toBe(`ws://localhost:8080${on}/ws?session_id=${body.session_id}`);
    expect(body.participants).toEqual([expect.objectContaining({ permissions: "reader" })]);
    expect(body.participants[0].user.email).toBe(rita.email);
  });

  it("that is there already leads whoever asks for one to it", async () => {
    const { rita, milo, on } = await scene(profile);
    const begun = await tmi(`POST ${on}/collaborate`, { token: rita.session, profile, json: {} });
    const again = await tmi(`POST ${on}/collaborate`, {
      token: milo.session,
      profile,
      body: "not json",
      headers: { "content-type": "text/plain" },
    });
    if (profile === "1.0.0") {
      expect(again).toMatchObject({
        status: 409,
        body: { error: "collaboration_session_exists", join_url: `http://localhost:8080${on}/collaborate` },
      });
      expect(Object.keys(again.body).sort()).toEqual(["error", "join_url"]);
      expect(await tmi(`POST ${on}/collaborate?dryRun=true`, { token: milo.session, profile })).toEqual(
        expect.objectContaining({ status: 409, body: again.body }),
      );
    } else {
      expect(again.status).toBe(200);
      expect(again.body.session_id).toBe(begun.body.session_id);
      expect(emailOf(again.body.host)).toBe(rita.email);
    }
    const read = await tmi(`GET ${on}/collaborate`, { token: milo.session, profile });
    expect(read).toMatchObject({ status: 200, body: { session_id: begun.body.session_id } });
    expect(read.body.participants.map((one: { permissions: string }) => one.permissions)).toEqual(["writer"]);
  });

  it("ends when its host says so, and when anybody else does nothing happens: 204 either way", async () => {
    const { rita, milo, on } = await scene(profile);
    expect((await tmi(`GET ${on}/collaborate`, { token: rita.session, profile })).status).toBe(404);
    expect((await tmi(`DELETE ${on}/collaborate`, { token: rita.session, profile })).status).toBe(204);
    await tmi(`POST ${on}/collaborate`, { token: rita.session, profile });
    expect((await tmi(`DELETE ${on}/collaborate`, { token: milo.session, profile, json: {} })).status).toBe(204);
    expect((await tmi(`GET ${on}/collaborate`, { token: rita.session, profile })).status).toBe(200);
    expect((await tmi(`DELETE ${on}/collaborate`, { token: rita.session, profile })).status).toBe(204);
    expect((await tmi(`GET ${on}/collaborate`, { token: rita.session, profile })).status).toBe(404);
  });

  it("is listed to those who may read its diagram, as a bare list", async () => {
    const { rita, olga, sten, on } = await scene(profile);
    const { body } = await tmi(`POST ${on}/collaborate`, { token: rita.session, profile });
    const path = profile === "1.8" ? "/me/sessions" : "/collaboration/sessions";
    const listed = async (who: { session: string }) =>
      (await tmi(`GET ${path}`, { token: who.session })).body.map((one: { session_id: string }) => one.session_id);
    expect(await listed(olga)).toEqual([body.session_id]);
    expect(await listed(sten)).toEqual([]);
  });
});

describe("asked again and again", () => {
  const asked = (on: string, who: { session: string }) => tmi(`GET ${on}/collaborate`, { token: who.session });

  it("costs one statement, who asks and what is drawn together", async () => {
    const { rita, on } = await scene();
    await tmi(`POST ${on}/collaborate`, { token: rita.session });
    for (let n = 0; n < 2; n++) await asked(on, rita);
    const { statements, stop } = watchStatements();
    const { status } = await asked(on, rita).finally(stop);
    expect([status, statements.length]).toEqual([200, 1]);
  });

  it("is never older than the question: who presents, who sits there, what it is called, and that it is over", async () => {
    const { olga, rita, milo, on, at } = await scene();
    const owner = olga.uid;
    let isOver = false;
    // All the while others ask, so that each question shares a statement with some that came before it.
    const others = [rita, milo, olga, rita].map(async (who) => {
      while (!isOver) expect([200, 404]).toContain((await asked(on, who)).status);
    });
    for (let n = 0; n < 8; n++) {
      const session = (await tmi(`POST ${on}/collaborate`, { token: olga.session })).body.session_id;
      expect((await asked(on, rita)).body.session_id).toBe(session);
      await setPresenter(owner, session, owner, milo.uid);
      expect((await asked(on, rita)).body.presenter.email).toBe(milo.email);
      await setPresenter(owner, session, milo.uid, null);
      expect((await asked(on, rita)).body.presenter).toBeUndefined();
      const seated = async () => (await asked(on, olga)).body.participants.map(emailOf);
      const socket = randomUUID();
      await join(owner, session, { socket, uid: milo.uid, node: randomUUID(), mayEdit: true });
      expect(await seated()).toEqual([milo.email, olga.email]);
      await leave(owner, session, [socket]);
      expect(await seated()).toEqual([olga.email]);
      await tmi(`PUT ${at}`, { token: olga.session, json: { name: `Called ${n}` } });
      expect((await asked(on, rita)).body.threat_model_name).toBe(`Called ${n}`);
      await tmi(`DELETE ${on}/collaborate`, { token: olga.session });
      expect((await asked(on, rita)).status).toBe(404);
    }
    isOver = true;
    await Promise.all(others);
  });

  it("tells each who asks of themselves, and in their own words", async () => {
    const { olga, rita, milo, on } = await scene();
    await tmi(`POST ${on}/collaborate`, { token: olga.session });
    for (const profile of ["1.8", "1.0.0", "1.8"] as const) {
      for (const who of [rita, milo, olga, rita]) {
        const { body } = await tmi(`GET ${on}/collaborate`, { token: who.session, profile });
        expect(body.participants.map(emailOf)).toEqual([who.email]);
        expect(body.participants[0].permissions).toBe(who === rita ? "reader" : "writer");
        expect(typeof body.host).toBe(profile === "1.8" ? "object" : "string");
      }
    }
    const host = { host: "elsewhere.example" };
    const { body } = await tmi(`GET ${on}/collaborate`, { token: olga.session, headers: host });
    expect(body.websocket_url).toMatch(/^ws:\/\/elsewhere\.example\//);
  });

  it("leads a client that came by the base path of 2025 on by it, to the socket and to whoever is there already", async () => {
    const { olga, rita, on, model } = await scene();
    const { body } = await tmi(`POST /v1${on}/collaborate`, { token: olga.session });
    expect(body.websocket_url).toBe(`ws://localhost:8080/v1${on}/ws?session_id=${body.session_id}`);
    const again = await tmi(`POST /v1${on}/collaborate`, { token: rita.session });
    expect(again.body.join_url).toBe(`http://localhost:8080/v1${on}/collaborate`);
    const [listed] = (await tmi("GET /v1/collaboration/sessions", { token: rita.session })).body;
    expect(listed.websocket_url).toBe(body.websocket_url);
    const made = await tmi("POST /v1/threat_models", { token: olga.session, json: { name: "Its own" } });
    expect(made.headers.location).toBe(`/v1/threat_models/${made.body.id}`);
    const diagram = { name: "Flow", type: "DFD-1.0.0" };
    const drawn = await tmi(`POST /v1/threat_models/${model.body.id}/diagrams`, { token: olga.session, json: diagram });
    expect(drawn.headers.location).toBe(`/v1/threat_models/${model.body.id}/diagrams/${drawn.body.id}`);
    const { providers } = (await tmi("GET /v1/oauth2/providers")).body;
    for (const { auth_url, token_url } of providers) {
      expect([auth_url, token_url]).toEqual([
        expect.stringMatching(/^http:\/\/localhost:8080\/v1\/oauth2\/authorize\?/),
        expect.stringMatching(/^http:\/\/localhost:8080\/v1\/oauth2\/token\?/),
      ]);
    }
  });

  it("by a member whose role ends it is not found at once, whatever was remembered of it", async () => {
    const { olga, rita, on, at } = await scene();
    await tmi(`POST ${on}/collaborate`, { token: olga.session });
    for (let n = 0; n < 3; n++) expect((await asked(on, rita)).status).toBe(200);
    await tmi(`PUT ${at}`, { token: olga.session, json: { name: "Payments", authorization: [] } });
    expect((await asked(on, rita)).status).toBe(404);
  });
});

const emailOf = ({ user }: { user: { email: string } }) => user.email;

describe("a ticket", () => {
  it("is for those who may take part, kept as a hash, and nobody else learns of the session", async () => {
    const { rita, sten, on } = await scene();
    const { body } = await tmi(`POST ${on}/collaborate`, { token: rita.session });
    const asked = (session: string, who: { session: string }) =>
      tmi(`GET /ws/ticket?session_id=${session}`, { token: who.session });
    const { status, body: got, headers } = await asked(body.session_id, rita);
    expect(status).toBe(200);
    expect(got.ticket).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(headers["cache-control"]).toBe("no-store");
    const unknown = await asked("00000000-0000-4000-8000-000000000000", sten);
    const foreign = await asked(body.session_id, sten);
    expect([unknown.status, unknown.body]).toEqual([404, foreign.body]);
    expect(foreign.status).toBe(404);
    expect((await asked("x", rita)).status).toBe(400);
    expect((await tmi("GET /ws/ticket", { token: rita.session })).body.error).toBe("invalid_id");
    const { rows } = await pool().query("select (select jsonb_agg(t) from diagram_ticket t)::text as all");
    expect(rows[0].all).not.toContain(got.ticket);
  });
});

it("the socket's own address, asked without a socket, says what to do", async () => {
  const { rita, on } = await scene();
  const { status, headers } = await tmi(`GET ${on}/ws`, { token: rita.session });
  expect([status, headers.upgrade]).toEqual([426, "websocket"]);
});
