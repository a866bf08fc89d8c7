import "../../support/unlimited";
import { beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "../../support/database";
import { tmi } from "../../support/tmi";
import { FLOW, NODE, STORE, scene } from "../../support/tmi-scene";

beforeAll(freshDatabase);

const NESTED = { id: STORE.id, shape: "store", position: { x: 400, y: 80 }, size: { width: 120, height: 60 } };

describe.each(["1.8", "1.0.0"] as const)("a diagram, to clients of %s", (profile) => {
  const flow = profile === "1.8" ? FLOW : { ...FLOW, shape: "edge" };

  it("begins empty, and says where it is", async () => {
    const { diagram, on, at, rita, olga } = await scene(profile);
    expect(diagram).toMatchObject({
      status: 201,
      headers: { location: on },
      body: { name: "Card flow", type: "DFD-1.0.0", cells: [], update_vector: 0 },
    });
    for (const json of [{ name: "N" }, { type: "DFD-1.0.0" }, { name: "N", type: "DFD-2" }])
      expect((await tmi(`POST ${at}/diagrams`, { token: olga.session, profile, json })).status).toBe(400);
    const { body } = await tmi(`GET ${at}/diagrams`, { token: rita.session, profile });
    const items = profile === "1.8" ? body.diagrams : body;
    expect(items.map(({ id }: { id: string }) => id)).toEqual([diagram.body.id]);
    if (profile === "1.0.0") expect(Object.keys(items[0]).sort()).toEqual(["id", "name", "type"]);
  });

  it("is put whole: cells keep their order, flat geometry comes back nested, and the vector moves only with cells", async () => {
    const { milo, rita, on } = await scene(profile);
    const json = { type: "DFD-1.0.0", name: "Card flow", cells: [NODE, STORE, flow] };
    const put = (more: object = {}) => tmi(`PUT ${on}`, { token: milo.session, profile, json: { ...json, ...more } });
    const first = await put();
    expect(first).toMatchObject({ status: 200, body: { update_vector: 1, cells: [NODE, NESTED, flow] } });
    expect((await put({ name: "Other name" })).body).toMatchObject({ update_vector: 1, name: "Other name" });
    for (const member of ["name", "type", "cells"]) expect((await put({ [member]: undefined })).status).toBe(400);
    expect((await put({ cells: [STORE, NODE, flow] })).body.update_vector).toBe(2);
    const read = await tmi(`GET ${on}`, { token: rita.session, profile });
    expect(read.body.cells.map(({ id }: { id: string }) => id)).toEqual([STORE.id, NODE.id, FLOW.id]);
    expect((await tmi(`PUT ${on}`, { token: rita.session, profile, json })).status).toBe(403);
  });

  it("is patched: a name, an image, one cell among others", async () => {
    const { milo, on } = await scene(profile);
    await tmi(`PUT ${on}`, {
      token: milo.session,
      profile,
      json: { type: "DFD-1.0.0", name: "N", cells: [NODE, STORE] },
    });
    const patch = (json: unknown) => tmi(`PATCH ${on}`, { token: milo.session, profile, json });
    const named = await patch([{ op: "replace", path: "/name", value: "Flow of cards" }]);
    expect(named.body).toMatchObject({ name: "Flow of cards", update_vector: 1, cells: [NODE, NESTED] });
    const drawn = await patch([{ op: "replace", path: "/cells/1/position/x", value: 500 }]);
    expect(drawn.body).toMatchObject({ update_vector: 2, cells: [NODE, { position: { x: 500, y: 80 } }] });
    const shown = await patch([{ op: "add", path: "/image", value: { svg: "PHN2Zy8+" } }]);
    expect(shown.body.image).toEqual({ svg: "PHN2Zy8+", update_vector: 2 });
    expect((await patch([{ op: "replace", path: "/cells", value: [NODE] }])).body.cells).toEqual([NODE]);
    for (const path of ["/id", "/update_vector", "/type"])
      expect((await patch([{ op: "replace", path, value: 1 }])).status).toBe(400);
    expect((await patch([{ op: "replace", path: "/cells", value: [{ shape: "process" }] }])).status).toBe(400);
  });

  it("is left alone while people draw on it: 409, which says what to do", async () => {
    const { olga, milo, on } = await scene(profile);
    await tmi(`POST ${on}/collaborate`, { token: milo.session, profile });
    const asked = [
      tmi(`PUT ${on}`, { token: milo.session, profile, json: { type: "DFD-1.0.0", name: "N", cells: [] } }),
      tmi(`PATCH ${on}`, { token: milo.session, profile, json: [{ op: "replace", path: "/name", value: "N" }] }),
      tmi(`DELETE ${on}`, { token: olga.session, profile }),
    ];
    for (const { status, body } of await Promise.all(asked)) expect([status, body.error]).toEqual([409, "conflict"]);
    await tmi(`DELETE ${on}/collaborate`, { token: milo.session, profile });
    expect((await tmi(`DELETE ${on}`, { token: milo.session, profile })).status).toBe(403);
    expect((await tmi(`DELETE ${on}`, { token: olga.session, profile })).status).toBe(204);
    expect((await tmi(`GET ${on}`, { token: olga.session, profile })).status).toBe(404);
  });
});

it("what one generation draws the other reads in its own words, and neither loses what the other wrote", async () => {
  const { milo, on } = await scene();
  const strange = {
    ...NODE,
    visible: true,
    attrs: { ...NODE.attrs, rect: { a: 1 } },
    ports: [{ group: "top", id: "top" }],
  };
  const cells = [strange, STORE, { ...FLOW, shape: "edge" }];
  await tmi(`PUT ${on}`, {
    token: milo.session,
    editorsCells: true,
    profile: "1.0.0",
    json: { type: "DFD-1.0.0", name: "N", cells },
  });
  const now = await tmi(`GET ${on}`, { token: milo.session, editorsCells: true });
  expect(now.body.cells).toEqual([strange, NESTED, FLOW]);
  await tmi(`PATCH ${on}`, {
    token: milo.session,
    editorsCells: true,
    json: [{ op: "replace", path: "/cells/2/target/port", value: "top" }],
  });
  const then = await tmi(`GET ${on}`, { token: milo.session, editorsCells: true, profile: "1.0.0" });
  expect(then.body.cells).toEqual([
    strange,
    NESTED,
    { ...FLOW, shape: "edge", target: { ...FLOW.target, port: "top" } },
  ]);
});

it("a palette, labels and flags are kept, colours in one form", async () => {
  const { milo, on } = await scene();
  const json = [
    { op: "replace", path: "/color_palette", value: [{ position: 1, color: "#A35" }] },
    { op: "replace", path: "/metadata", value: [{ key: "k", value: "v" }] },
    { op: "replace", path: "/include_in_report", value: false },
  ];
  const { body } = await tmi(`PATCH ${on}`, { token: milo.session, json });
  expect(body).toMatchObject({
    color_palette: [{ position: 1, color: "#aa3355" }],
    metadata: [{ key: "k", value: "v" }],
    include_in_report: false,
  });
  for (const svg of ["<svg/>", "PHN2Z y8+", "A===", "A=A"]) {
    const image = [{ op: "replace", path: "/image", value: { svg } }];
    expect((await tmi(`PATCH ${on}`, { token: milo.session, json: image })).status, svg).toBe(400);
  }
  for (const value of [[{ position: 9, color: "#aaa" }], [{ position: 1, color: "red" }], "x"]) {
    expect(
      (await tmi(`PATCH ${on}`, { token: milo.session, json: [{ op: "replace", path: "/color_palette", value }] }))
        .status,
    ).toBe(400);
  }
});
