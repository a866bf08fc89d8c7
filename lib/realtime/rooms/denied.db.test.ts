import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { db } from "../../../db/client";
import { pair, type Somebody, share, somebody } from "../../../e2e/support/arrange";
import { freshDatabase } from "../../../e2e/support/database";
import {
  actor,
  Client,
  cell,
  closeNodes,
  cutAll,
  type Drawing,
  drawingOf,
  enter,
  openNodes,
  pathOf,
} from "../../../e2e/support/room-sockets";
import { stepsThen } from "../../domain/kept-decision";
import { registerEnv } from "../../operations/environments";
import { suspendMember } from "../../operations/members";
import { perform } from "../../operations/perform";
import { keepJournal } from "../../operations/refusals";

beforeAll(freshDatabase);
beforeAll(() => openNodes(false));
afterAll(closeNodes);
afterEach(cutAll);

/** What stands in the owner's journal of refusals, the oldest first. */
async function refused(owner: Somebody) {
  await keepJournal(owner.uid, true);
  const rows = await db()
    .selectFrom("journal as j")
    .innerJoin("journal_seal as s", (on) =>
      on.onRef("s.owner_uid", "=", "j.owner_uid").onRef("s.version", "=", "j.version").onRef("s.n", "=", "j.n"),
    )
    .select(["j.actor_uid", "j.door", "j.method", "j.code", "j.because", "j.why", "j.times", "s.resource"])
    .where("j.owner_uid", "=", owner.uid)
    .where("j.code", "<>", "")
    .orderBy("s.seq")
    .execute();
  return rows.map(({ why, ...row }) => ({
    ...row,
    reasons: stepsThen(why, row.because).chain.map(({ reason }) => reason),
  }));
}

const path = (at: Drawing, who: Somebody) =>
  new Client(0, pathOf(at, `session_id=${at.session}`), { authorization: `Bearer ${who.session}` });

it("a reader who draws stands in the journal once, however often they try, with the way to it; what was kept does not", async () => {
  const [olga, rea] = [await somebody("Olga"), await somebody("Rea")];
  const at = await drawingOf(olga, [{ principalType: "user", email: rea.email, role: "reader" }]);
  const [host, reader] = [await enter(olga, at), await enter(rea, at)];
  host.edit("add", cell);
  await host.next("diagram_operation_event");
  for (let n = 0; n < 12; n++) {
    reader.edit("update", { angle: n });
    await reader.next("authorization_denied");
  }
  const about = { actor_uid: rea.uid, door: "socket", method: "threatmodel.diagram.EditDiagram", code: "forbidden" };
  const shown = { ...about, resource: `DIAGRAM:${at.diagramId}`, reasons: ["listTooLow", "notAttached"] };
  expect(await refused(olga)).toEqual([
    expect.objectContaining({ ...shown, times: 1 }),
    expect.objectContaining({ ...shown, times: 11 }),
  ]);
});

it("what somebody draws as they are suspended is told as refused by that; and so is their knocking afterwards", async () => {
  const [olga, milo] = [await somebody("Olga"), await somebody("Milo")];
  const name = `shop-${olga.uid}`;
  const { env } = await perform(registerEnv, await actor(olga), { envName: name });
  const id = await pair(olga, milo);
  const methods = ["model.GetThreatModel", "session.JoinSession", "diagram.EditDiagram"];
  await share(
    olga,
    id,
    "ENV",
    env.appid,
    methods.map((method) => `threatmodel.${method}`),
  );
  const at = await drawingOf(olga, [], name);
  const guest = await enter(milo, at);
  guest.edit("add", cell, randomUUID());
  await guest.next("diagram_operation_event");
  await perform(suspendMember, await actor(olga), { id });
  for (let n = 0; n < 5; n++) guest.edit("update", { angle: n });
  await guest.ended();
  const again = path(at, milo);
  await again.ended();
  expect(again.status).toBe(404);
  const all = await refused(olga);
  expect(all.map(({ actor_uid, door, method }) => [actor_uid, door, method])).toContainEqual([
    ...[milo.uid, "socket", "threatmodel.session.JoinSession"],
  ]);
  const drawn = all.filter(({ method }) => method === "threatmodel.diagram.EditDiagram");
  expect(drawn.length).toBeGreaterThan(0);
  for (const { reasons } of all) expect(reasons).toContain("SUSPENDED");
});
