import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "../../../db/client";
import { restrict } from "../../../db/diagram-sessions";
import { keepVersion, versionsOf } from "../../../db/diagram-versions";
import { type Somebody, somebody } from "../../../e2e/support/arrange";
import { freshDatabase } from "../../../e2e/support/database";
import {
  actor,
  CELL,
  cell,
  closeNodes,
  cutAll,
  type Drawing,
  drawingOf,
  enter,
  openNodes,
} from "../../../e2e/support/room-sockets";
import { perform } from "../perform";
import { compareVersions, getVersion, listVersions, renameVersion, restoreVersion, saveVersion } from ".";

beforeAll(freshDatabase);
beforeAll(() => openNodes(false));
afterAll(cutAll);
afterAll(closeNodes);

let [olga, milo, rea, sten]: Somebody[] = [];
let at: Drawing;
beforeAll(async () => {
  [olga, milo, rea, sten] = await Promise.all(["Olga", "Milo", "Rea", "Sten"].map(somebody));
  const entry = (who: Somebody, role: string) => ({ principalType: "user", email: who.email, role });
  at = await drawingOf(olga!, [entry(milo!, "writer"), entry(rea!, "reader")]);
});
const on = () => ({ threatModelId: at.threatModelId, diagramId: at.diagramId });
const OTHER = randomUUID();

it("50: named, told with who and who edited, compared, and restored as a new version, which those who draw see at once", async () => {
  const [owner, writer, reader] = await Promise.all([olga!, milo!, rea!].map(actor));
  const window = await enter(milo!, at, 0, "&confer=1");
  await window.next("diagram_state");
  window.edit("add", cell);
  await window.next("diagram_operation_batch");
  const { version } = await perform(saveVersion, owner!, { ...on(), name: "Before the review" });
  expect(version).toMatchObject({
    kind: "named",
    seq: 1,
    cells: 1,
    by: { uid: olga!.uid },
    editors: [{ uid: milo!.uid }],
  });
  window.edit("update", { angle: 7 });
  await window.next("diagram_operation_batch");
  const add = { id: OTHER, operation: "add", data: { ...cell, id: OTHER } };
  window.say({
    message_type: "diagram_operation_request",
    operation_id: randomUUID(),
    base_vector: 2,
    operation: { type: "patch", cells: [add] },
  });
  await window.next("diagram_operation_batch");

  const { changes } = await perform(compareVersions, reader!, { ...on(), from: version.id, to: null });
  expect(changes).toMatchObject({
    added: [{ id: OTHER }],
    removed: [],
    changed: [{ members: ["angle"], after: { angle: 7 } }],
  });

  const restored = await perform(restoreVersion, writer!, { ...on(), id: version.id });
  const began = Date.now();
  const shown = await window.next("diagram_state");
  // Rung for, not found out by the clock.
  expect(Date.now() - began).toBeLessThan(1_900);
  expect(shown).toMatchObject({ update_vector: restored.seq, cells: [{ id: CELL }] });
  expect(shown.cells).not.toMatchObject([{ angle: 7 }]);

  const { versions, seq } = await perform(listVersions, reader!, on());
  expect(seq).toBe(restored.seq);
  expect(versions.map(({ kind, name, cells }) => [kind, name, cells])).toEqual([
    ["restored", "Before the review", 1],
    ["automatic", null, 2],
    ["named", "Before the review", 1],
  ]);
  const whole = await perform(getVersion, reader!, { ...on(), id: versions[1]!.id });
  expect(whole.cells.map(({ id }) => id)).toEqual([CELL, OTHER]);
  const renamed = await perform(renameVersion, writer!, { ...on(), id: versions[1]!.id, name: "With the store" });
  expect(renamed.version).toMatchObject({ kind: "automatic", name: "With the store" });
});

it("whoever reads does not name or restore, a stranger finds none, and the host's word counts here as well", async () => {
  const [owner, writer, reader, stranger] = await Promise.all([olga!, milo!, rea!, sten!].map(actor));
  const { versions } = await perform(listVersions, owner!, on());
  const id = versions[0]!.id;
  await expect(perform(saveVersion, reader!, { ...on(), name: "Mine" })).rejects.toMatchObject({ code: "forbidden" });
  await expect(perform(restoreVersion, reader!, { ...on(), id })).rejects.toMatchObject({ code: "forbidden" });
  await expect(perform(listVersions, stranger!, on())).rejects.toMatchObject({ code: "not-found" });
  const other = await drawingOf(olga!);
  await expect(
    perform(getVersion, owner!, { threatModelId: other.threatModelId, diagramId: other.diagramId, id }),
  ).rejects.toMatchObject({ code: "not-found" });
  await restrict(olga!.uid, at.session, { locked: true, readOnly: [] });
  await expect(perform(restoreVersion, writer!, { ...on(), id })).rejects.toMatchObject({ code: "forbidden" });
  await restrict(olga!.uid, at.session, { locked: false, readOnly: [milo!.uid] });
  await expect(perform(saveVersion, writer!, { ...on(), name: "Mine" })).rejects.toMatchObject({ code: "forbidden" });
  await restrict(olga!.uid, at.session, { locked: false, readOnly: [] });
  await expect(perform(saveVersion, writer!, { ...on(), name: "Mine" })).resolves.toBeDefined();
});

it("of what is kept by itself the newest sixty stay; what has a name stays as long as the diagram", async () => {
  const of = await drawingOf(olga!);
  await perform(saveVersion, await actor(olga!), {
    threatModelId: of.threatModelId,
    diagramId: of.diagramId,
    name: "A",
  });
  for (let seq = 1; seq <= 62; seq++) await keepVersion(olga!.uid, of.diagramId, { seq, cells: "[]" });
  const kept = await versionsOf(db(), olga!.uid, of.diagramId);
  expect(kept.map(({ seq }) => seq)).toEqual([...Array.from({ length: 60 }, (_, n) => 62 - n), 0]);
});
