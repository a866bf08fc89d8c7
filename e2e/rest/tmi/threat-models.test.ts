import "../../support/unlimited";
import { beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "../../support/database";
import { tmi } from "../../support/tmi";
import { scene } from "../../support/tmi-scene";

beforeAll(freshDatabase);

const PROFILES = ["1.8", "1.0.0"] as const;
const NOWHERE = "00000000-0000-4000-8000-000000000000";

describe.each(PROFILES)("a threat model, to clients of %s", (profile) => {
  it("is made with its maker as owner and first line, and says where it is", async () => {
    const { model, olga, at } = await scene(profile);
    expect(model.status).toBe(201);
    expect(model.headers.location).toBe(at);
    const { body } = model;
    expect(body).toMatchObject({
      name: "Payments",
      threat_model_framework: "STRIDE",
      status: "not_started",
      diagrams: [],
      threats: [],
    });
    const owner = profile === "1.8" ? body.owner.email : body.owner;
    expect(owner).toBe(olga.email);
    expect(body.authorization.map((line: { role: string }) => line.role)).toEqual(["owner", "writer", "reader"]);
    const first = body.authorization[0];
    expect(profile === "1.8" ? [first.provider, first.provider_id] : [first.subject_type, first.subject]).toEqual(
      profile === "1.8" ? ["confer", olga.email] : ["user", olga.email],
    );
  });

  it("is listed to whoever may read it, in the list its generation reads", async () => {
    const { olga, milo, rita, sten, model } = await scene(profile);
    const listed = async (who: { session: string }) => {
      const { body } = await tmi("GET /threat_models", { token: who.session, profile });
      const items = profile === "1.8" ? body.threat_models : body;
      if (profile === "1.8") expect(body).toMatchObject({ total: items.length, limit: 20, offset: 0 });
      return items.map((item: { id: string; diagram_count: number }) => [item.id, item.diagram_count]);
    };
    for (const who of [olga, milo, rita]) expect(await listed(who)).toEqual([[model.body.id, 1]]);
    expect(await listed(sten)).toEqual([]);
  });

  it("is read whole, with its diagrams, and what Confer does not keep is an empty list", async () => {
    const { rita, sten, at } = await scene(profile);
    const { body, headers } = await tmi(`GET ${at}`, { token: rita.session, profile });
    expect(body.diagrams).toHaveLength(1);
    expect(headers.etag).toMatch(/^"\d+"$/);
    for (const name of ["threats", "documents", "assets", "repositories", "notes"]) {
      const list = await tmi(`GET ${at}/${name}?limit=10&offset=0`, { token: rita.session, profile });
      expect(list.body).toEqual(profile === "1.8" ? { [name]: [], total: 0, limit: 10, offset: 0 } : []);
      expect((await tmi(`GET ${at}/${name}`, { token: sten.session, profile })).status).toBe(404);
    }
  });

  it("is changed by those who write, and only its owners say who may do what", async () => {
    const { olga, milo, rita, at, model } = await scene(profile);
    const { authorization } = model.body;
    const put = (who: { session: string }, json: unknown) => tmi(`PUT ${at}`, { token: who.session, profile, json });
    expect((await put(rita, { name: "X" })).status).toBe(403);
    const mine = await put(milo, { name: "Payments, new", status: "in_progress", authorization });
    expect(mine).toMatchObject({ status: 200, body: { name: "Payments, new", status: "in_progress" } });
    expect(mine.body.description ?? null).toBeNull();
    expect((await put(milo, { name: "X", authorization: authorization.slice(0, 1) })).status).toBe(403);
    expect((await put(olga, { name: "X", authorization: authorization.slice(0, 2) })).body.authorization).toHaveLength(
      2,
    );
    expect((await put(olga, { name: "X", authorization: [...authorization, authorization[1]] })).status).toBe(400);
    expect((await put(olga, { description: "without a name" })).status).toBe(400);
    expect((await put(olga, { name: "X", owner: milo.email })).status).toBe(400);
    expect((await put(milo, { name: "X", owner: milo.email })).status).toBe(403);
    expect((await put(olga, { name: "X", owner: model.body.owner })).status).toBe(200);
    expect((await tmi(`GET ${at}`, { token: rita.session, profile })).status).toBe(404);
  });

  it("is patched: replacing what is not there adds it, and the last word about a person holds", async () => {
    const { olga, milo, rita, at } = await scene(profile);
    const patch = (who: { session: string }, json: unknown) =>
      tmi(`PATCH ${at}`, { token: who.session, profile, json });
    const fine = await patch(milo, [
      { op: "test", path: "/name", value: "Payments" },
      { op: "replace", path: "/issue_uri", value: "https://example.org/1" },
      { op: "add", path: "/metadata/-", value: { key: "team", value: "cards" } },
      { op: "remove", path: "/description" },
    ]);
    expect(fine).toMatchObject({
      status: 200,
      body: { issue_uri: "https://example.org/1", metadata: [{ key: "team", value: "cards" }] },
    });
    const again = {
      op: "add",
      path: "/authorization/-",
      value: { principal_type: "user", provider: "confer", provider_id: rita.email, role: "writer" },
    };
    expect((await patch(milo, [again])).status).toBe(403);
    const told = await patch(olga, [again]);
    expect(told.body.authorization.map((line: { role: string }) => line.role)).toEqual(["owner", "writer", "writer"]);
    for (const name of ["id", "created_at", "modified_at", "alias", "version", "diagrams"]) {
      expect((await patch(olga, [{ op: "replace", path: `/${name}`, value: "x" }])).status, name).toBe(400);
    }
    const wrong = [
      {},
      [],
      [{ op: "replace" }],
      [{ op: "spin", path: "/name" }],
      [{ op: "test", path: "/name", value: "Other" }],
      [{ op: "remove", path: "/nothing" }],
      [{ op: "add", path: "/__proto__/x", value: 1 }],
      [{ op: "replace", path: "", value: {} }],
      [{ op: "replace", path: "/name", value: "" }],
      [{ op: "replace", path: "/metadata", value: "x" }],
    ];
    for (const one of wrong) expect((await patch(olga, one)).status, JSON.stringify(one)).toBe(400);
    expect((await tmi(`GET ${at}`, { token: olga.session, profile })).body.name).toBe("Payments");
  });

  it("is deleted by an owner alone, and not while people draw on it", async () => {
    const { olga, milo, at, on } = await scene(profile);
    expect((await tmi(`DELETE ${at}`, { token: milo.session, profile })).status).toBe(403);
    await tmi(`POST ${on}/collaborate`, { token: olga.session, profile });
    const held = await tmi(`DELETE ${at}`, { token: olga.session, profile });
    expect([held.status, held.body.error]).toEqual([409, "conflict"]);
    await tmi(`DELETE ${on}/collaborate`, { token: olga.session, profile });
    expect((await tmi(`DELETE ${at}`, { token: olga.session, profile })).status).toBe(204);
    expect((await tmi(`GET ${at}`, { token: olga.session, profile })).status).toBe(404);
  });
});

describe.each(PROFILES)("the list of threat models, narrowed by clients of %s", (profile) => {
  it("by what they are called, whose they are, how far they are and when they were touched", async () => {
    const { olga, milo, at, model } = await scene(profile);
    const list = async (query: string, who = olga) => {
      const { status, body } = await tmi(`GET /threat_models?${query}`, { token: who.session, profile });
      if (status !== 200) return status;
      const items = profile === "1.8" ? body.threat_models : body;
      if (profile === "1.8" && !query.startsWith("offset")) expect(body.total).toBe(items.length);
      return items.map(({ name }: { name: string }) => name);
    };
    await tmi("POST /threat_models", { token: milo.session, profile, json: { name: "Milo's own" } });
    const done = [
      { op: "replace", path: "/status", value: "done" },
      { op: "replace", path: "/issue_uri", value: "https://example.org/7" },
    ];
    const touched = await tmi(`PATCH ${at}`, { token: olga.session, profile, json: done });
    await tmi("POST /threat_models", { token: olga.session, profile, json: { name: "Second" } });
    const [made, changed] = [model.body.created_at, touched.body.status_updated].map(encodeURIComponent);
    const [both, first, second] = [["Payments", "Second"], ["Payments"], ["Second"]];
    const wanted: [string, string[] | number][] = [
      ["name=PAY", first],
      ["description=card", first],
      ["issue_uri=example.org", first],
      [`owner=${olga.email.toUpperCase()}`, both],
      ["owner=nobody", []],
      ["status=done", first],
      ["status=done&status=not_started", both],
      ["status=other&status=not_started", second],
      [`created_after=${made}`, second],
      [`created_before=${made}`, []],
      ["created_after=2026-01-01T00:00:00%2B01:00", both],
      ["created_after=2026-01-01T00:00:00+01:00", both],
      ["created_after=2026-01-01T00:00:00", both],
      ["modified_before=2026-01-01T00:00:00Z", []],
      ["status_updated_after=2026-01-01T00:00:00Z", first],
      [`status_updated_before=${changed}`, []],
      ["security_reviewer=is:null", both],
      ["security_reviewer=olga", []],
      ["offset=1000000000", []],
      ["created_after=yesterday", 400],
      ["created_after=2026-13-01T00:00:00Z", 400],
      ["name=a&name=b", 400],
    ];
    for (const [query, names] of wanted) expect(await list(query), query).toEqual(names);
    expect(await list(`owner=${encodeURIComponent(olga.email)}`, milo)).toEqual(first);
  });
});

describe("versions", () => {
  it("who says which version they saw is not overrun: 409", async () => {
    const { olga, at, model } = await scene();
    const seen = model.headers.etag!;
    const put = (match: string | undefined, name: string) =>
      tmi(`PUT ${at}`, {
        token: olga.session,
        json: { name },
        headers: match === undefined ? {} : { "if-match": match },
      });
    const first = await put(seen, "One");
    expect(first.status).toBe(200);
    expect(first.headers.etag).not.toBe(seen);
    expect(first.headers.deprecation).toBeUndefined();
    expect((await put(seen, "Two")).status).toBe(409);
    expect((await put(`W/${first.headers.etag}`, "Two")).status).toBe(200);
    expect((await put("*", "Three")).status).toBe(200);
    for (const match of ["5", '"x"', "", '"1", "2"']) {
      const { status, body } = await put(match, "Four");
      expect([match, status, body.error]).toEqual([match, 400, "invalid_if_match"]);
    }
    const silent = await put(undefined, "Five");
    expect(silent.headers).toMatchObject({ deprecation: "true", warning: expect.stringMatching(/^299 /) });
    expect((await tmi(`PUT ${at}`, { token: olga.session, json: { name: "Six", version: 1 } })).status).toBe(409);
    expect((await tmi(`DELETE ${at}`, { token: olga.session, headers: { "if-match": '"1"' } })).status).toBe(409);
    const patch = {
      token: olga.session,
      json: [{ op: "replace", path: "/name", value: "Seven" }],
      headers: { "if-match": '"1"' },
    };
    expect((await tmi(`PATCH ${at}`, patch)).status).toBe(409);
  });

  it("who does not is tried again on what others changed meanwhile: no patch is lost", async () => {
    const { olga, milo, at } = await scene();
    const patches = ["a", "b", "c"].map((key, n) =>
      tmi(`PATCH ${at}`, {
        token: (n % 2 ? milo : olga).session,
        json: [{ op: "add", path: "/metadata/-", value: { key, value: "x" } }],
      }),
    );
    for (const { status } of await Promise.all(patches)) expect(status).toBe(200);
    const { body } = await tmi(`GET ${at}`, { token: olga.session });
    expect(body.metadata.map(({ key }: { key: string }) => key).sort()).toEqual(["a", "b", "c"]);
  });
});

describe("what is asked wrongly", () => {
  it("an id that is none is 400, one of nothing 404, and so is one of another's", async () => {
    const { olga, sten, at, on } = await scene();
    const other = await scene();
    const statusOf = async (path: string, who = olga) => (await tmi(`GET ${path}`, { token: who.session })).status;
    expect(await statusOf("/threat_models/x")).toBe(400);
    expect(await statusOf(`/threat_models/${NOWHERE}`)).toBe(404);
    expect(await statusOf(at, sten)).toBe(404);
    expect(await statusOf(`${at}/diagrams/x`)).toBe(400);
    expect(await statusOf(`${at}/diagrams/${NOWHERE}`)).toBe(404);
    expect(await statusOf(`${other.at}/diagrams/${on.split("/").at(-1)}`, other.olga)).toBe(404);
    expect(await statusOf(at.toUpperCase().replace("THREAT_MODELS", "threat_models"))).toBe(200);
  });

  it("a new threat model brings nothing the server writes, and is judged", async () => {
    const { olga } = await scene();
    const post = async (json: unknown) => (await tmi("POST /threat_models", { token: olga.session, json })).status;
    for (const name of [
      "id",
      "owner",
      "created_at",
      "created_by",
      "diagrams",
      "documents",
      "threats",
      "alias",
      "modified_at",
    ]) {
      expect(await post({ name: "X", [name]: null }), name).toBe(400);
    }
    for (const wrong of [
      {},
      { name: "" },
      { name: "x".repeat(257) },
      { name: 5 },
      { name: "X", threat_model_framework: "no spaces" },
      { name: "X", metadata: [{ key: "a" }] },
      { name: "X", metadata: [{ key: "two words", value: "a" }] },
      { name: "X", metadata: [{ key: "a", value: "" }] },
      { name: "X", metadata: Array.from({ length: 101 }, (_, n) => ({ key: `k${n}`, value: "a" })) },
      { name: "X", issue_uri: "no address" },
      { name: "X", issue_uri: "javascript:alert(1)" },
      { name: "X", issue_uri: "https://example.org/a b" },
      { name: "X", issue_uri: `https://example.org/${"x".repeat(1000)}` },
      { name: "X", authorization: [{ principal_type: "group", provider: "1st", provider_id: "g", role: "reader" }] },
      { name: "X", authorization: [{ principal_type: "group", provider: "tmi", provider_id: "a<b", role: "reader" }] },
      { name: "X", authorization: [{ principal_type: "user", role: "reader" }] },
      { name: "X", authorization: [{ principal_type: "user", provider_id: "a@b.example", role: "king" }] },
      { name: "X", authorization: "x" },
      [],
    ]) {
      expect(await post(wrong), JSON.stringify(wrong)).toBe(400);
    }
    expect(await post({ name: "X", something: "new" })).toBe(201);
  });

  it("what the contract can carry is kept as it was written", async () => {
    const { olga, at } = await scene();
    const json = {
      name: `R&D's "<first>"`,
      description: "a < b & c > d\nsecond line",
      issue_uri: "https://tracker.example.org:8443/issues/7?sort=a,b&x=%C3%A9#note-1",
      metadata: [{ key: "team/sub.k:1", value: "a < b" }],
    };
    const put = await tmi(`PUT ${at}`, { token: olga.session, json });
    expect(put).toMatchObject({ status: 200, body: json });
    for (const profile of PROFILES) {
      expect((await tmi(`GET ${at}`, { token: olga.session, profile })).body).toMatchObject(json);
      const { body } = await tmi("GET /threat_models", { token: olga.session, profile });
      expect((profile === "1.8" ? body.threat_models : body)[0].name).toBe(json.name);
    }
    const cleared = await tmi(`PATCH ${at}`, {
      token: olga.session,
      json: [{ op: "replace", path: "/issue_uri", value: "" }],
    });
    expect(cleared).toMatchObject({ status: 200, body: { issue_uri: null } });
  });

  it("group everyone lets everybody read", async () => {
    const { olga, sten } = await scene();
    const authorization = [{ principal_type: "group", provider: "tmi", provider_id: "everyone", role: "reader" }];
    const { body } = await tmi("POST /threat_models", { token: olga.session, json: { name: "Open", authorization } });
    expect(body.authorization[1]).toEqual({ ...authorization[0] });
    expect((await tmi(`GET /threat_models/${body.id}`, { token: sten.session })).status).toBe(200);
  });
});
