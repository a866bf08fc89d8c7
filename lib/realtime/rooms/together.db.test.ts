import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type Somebody, somebody } from "../../../e2e/support/arrange";
import { freshDatabase } from "../../../e2e/support/database";
import { faultsOf, faultsOfOurs, OURS } from "../../../e2e/support/room-frames";
import {
  actor,
  CELL,
  type Client,
  cell,
  closeNodes,
  cutAll,
  type Drawing,
  drawingOf,
  enter,
  openNodes,
} from "../../../e2e/support/room-sockets";
import { perform } from "../../operations/perform";
import { getSession } from "../../operations/sessions";

/** What our own windows say and hear beside the contract, at real sockets; TMI's clients hear nothing of it. */
beforeAll(freshDatabase);
beforeAll(() => openNodes(false, false));
afterAll(closeNodes);

let [olga, milo, dana]: Somebody[] = [];
let at: Drawing;
const clients: { client: Client; isOwn: boolean }[] = [];

beforeEach(async () => {
  [olga, milo, dana] = await Promise.all(["Olga", "Milo", "Dana"].map(somebody));
  const writers = [milo!, dana!].map(({ email }) => ({ principalType: "user", email, role: "writer" }));
  at = await drawingOf(olga!, writers);
});

afterEach(async () => {
  // Whatever was said is as it is described.
  for (const { client, isOwn } of clients.splice(0)) {
    for (const frame of client.heard) {
      const isOurs = OURS.heard.includes(frame.message_type);
      if (!isOwn) expect(isOurs, frame.message_type).toBe(false);
      expect((isOurs ? faultsOfOurs : faultsOf)("heard", frame as never)).toEqual([]);
    }
  }
  await cutAll();
});

async function come(who: Somebody, { node = 0, isOwn = true } = {}): Promise<Client> {
  const client = await enter(who, at, node, isOwn ? "&confer=1" : "");
  clients.push({ client, isOwn });
  await client.next("participants_update");
  return client;
}
/** Until they know of each other, on whichever nodes they sit. */
const meet = (client: Client, who: Somebody) =>
  client.until(() => client.heard.some((frame) => JSON.stringify(frame.people ?? "").includes(`"uid":${who.uid},`)));
const say = (client: Client, type: string, more: object = {}) => client.say({ message_type: type, ...more });

it("each is told which socket is theirs, who is here, and what people show; on another node too", async () => {
  const host = await come(olga!);
  expect(host.heard.map((frame) => frame.message_type).slice(0, 2)).toEqual(["confer_welcome", "diagram_state"]);
  const far = await come(milo!, { node: 1 });
  const { socket } = far.heard[0]!;
  await meet(host, milo!);
  say(far, "confer_presence", { cursor: { x: 3, y: 4 }, selection: [CELL], holding: CELL });
  const { presences } = await host.next("confer_presence");
  expect(presences).toEqual([{ socket, uid: milo!.uid, cursor: { x: 3, y: 4 }, selection: [CELL], holding: CELL }]);
  // Whoever comes where nobody has shown anything is told it all the same.
  const late = await come(dana!, { node: 0 });
  expect((await late.next("confer_presence")).presences).toEqual(presences);
});

it("TMI's clients are told that there is no such message, and go on", async () => {
  await come(olga!);
  const theirs = await come(milo!, { isOwn: false });
  say(theirs, "confer_presence", { cursor: { x: 1, y: 1 } });
  expect(await theirs.next("error")).toMatchObject({ error: "unsupported_message_type" });
  theirs.edit("add", cell);
  expect(await theirs.next("diagram_operation_event")).toBeDefined();
});

it("56: who is read-only stays so after a reload and on another node, in REST's words too; a locked canvas is the host's", async () => {
  const host = await come(olga!);
  const other = await come(milo!, { node: 1 });
  await meet(host, milo!);
  say(host, "confer_read_only", { uid: milo!.uid, on: true });
  expect(await other.next("confer_rights")).toMatchObject({ may_edit: false, why: "read-only" });
  const denied = other.edit("add", cell);
  expect(await other.next("authorization_denied")).toMatchObject({ original_operation_id: denied });
  const again = await come(milo!);
  expect(await again.next("confer_rights")).toMatchObject({ why: "read-only" });
  const { session } = await perform(getSession, await actor(dana!), at);
  const permissions = session.participants.map(({ user, permissions }) => [user.uid, permissions]);
  expect(permissions).toEqual(
    expect.arrayContaining([
      [milo!.uid, "reader"],
      [olga!.uid, "writer"],
    ]),
  );
  say(host, "confer_read_only", { uid: milo!.uid, on: false });
  expect(await again.next("confer_rights")).toMatchObject({ may_edit: true, why: null });
  say(host, "confer_lock", { on: true });
  expect(await again.next("confer_rights")).toMatchObject({ why: "locked" });
  say(host, "confer_hand_over", { uid: milo!.uid });
  expect(await again.next("confer_rights")).toMatchObject({ may_edit: true });
  expect(await host.next("confer_rights")).toMatchObject({ why: "locked" });
});

it("56: whoever is removed reads the host's words, then and when they try to come back", async () => {
  const host = await come(olga!);
  const other = await come(milo!);
  say(host, "confer_remove", { uid: milo!.uid, reason: "Wrong diagram, Milo" });
  expect(await other.next("error")).toMatchObject({ error: "removed_from_session", message: "Wrong diagram, Milo" });
  expect(await other.ended()).toMatchObject({ code: 1000 });
  const back = await enter(milo!, at, 1, "&confer=1");
  expect(await back.next("error")).toMatchObject({ error: "access_denied", message: "Wrong diagram, Milo" });
});

it("54, 60: the presenter calls everybody; a suggestion reaches the host on another node, and the answer comes back", async () => {
  const host = await come(olga!);
  const other = await come(milo!, { node: 1 });
  await meet(host, milo!);
  await meet(other, olga!);
  say(host, "confer_bring", { view: { x: 1, y: 2, zoom: 0.5 } });
  expect(await other.next("confer_brought")).toMatchObject({ by: olga!.uid, view: { zoom: 0.5 } });
  const suggestion_id = randomUUID();
  const cells = [{ id: CELL, operation: "add", data: cell }];
  say(other, "confer_suggest", { suggestion_id, cells });
  expect(await host.next("confer_suggestion")).toMatchObject({ suggestion_id, by: milo!.uid, cells });
  say(host, "confer_answer", { suggestion_id, taken: true });
  expect(await other.next("confer_answered")).toMatchObject({ suggestion_id, taken: true });
  say(host, "confer_end", { reason: "Lunch" });
  expect(await other.next("error")).toMatchObject({ error: "session_terminated" });
});
