import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type Somebody, somebody } from "../../../e2e/support/arrange";
import { freshDatabase } from "../../../e2e/support/database";
import {
  actor,
  CELL,
  Client,
  cell,
  closeNodes,
  cutAll,
  type Drawing,
  drawingOf,
  enter,
  type Frame,
  openNodes,
  pathOf,
  ticketFor,
  until,
} from "../../../e2e/support/room-sockets";
import { getDiagram } from "../../operations/diagrams";
import { perform } from "../../operations/perform";
import { principalOf } from "../../principal";

/** Protocol v1, message by message (tmi.md section 6), with a client of today beside it in the same room. */
beforeAll(freshDatabase);
beforeAll(() => openNodes(false));
afterAll(closeNodes);
afterEach(cutAll);

let [olga, milo, rea]: Somebody[] = [];
let at: Drawing;
beforeEach(async () => {
  [olga, milo, rea] = await Promise.all(["Olga", "Milo", "Rea"].map(somebody));
  at = await drawingOf(olga!, [
    { principalType: "user", email: milo!.email, role: "writer" },
    { principalType: "user", email: rea!.email, role: "reader" },
  ]);
});

const old = (who: Somebody) => new Client(0, pathOf(at, `token=${who.session}`));
const user = (who: Somebody) => {
  const { provider_id, email, display_name } = principalOf(who);
  return { user_id: provider_id, email, displayName: display_name };
};
const kinds = (client: Client) => client.heard.map(({ message_type }) => message_type);
const operation = (operation: string, data?: object, id = CELL) => ({
  type: "patch",
  cells: [{ id, operation, ...(data ? { data } : {}) }],
});
const UUID = expect.stringMatching(/^[0-9a-f-]{36}$/);
const MOMENT = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);

it("a token alone is v1 of a program; a page with a token, and a program that says 1.8, speak v2, as clients of early 2026 did", async () => {
  const path = pathOf(at, `token=${olga!.session}`);
  const first = async (headers: Record<string, string>) => {
    const client = new Client(0, path, headers);
    await client.next("participants_update");
    return client.heard[0]!.message_type;
  };
  const origin = "http://localhost:4200";
  expect(await first({ origin })).toBe("diagram_state");
  expect(await first({ "x-tmi-profile": "1.8" })).toBe("diagram_state");
  expect(await first({ "x-tmi-profile": "1.0.0", origin })).toBe("diagram_state_sync");
  expect(await first({})).toBe("diagram_state_sync");
});

it("a page of 2025 can set no header: it speaks v1 under the base path of its time, with a ticket never", async () => {
  const origin = "http://localhost:4200";
  const page = new Client(0, `/v1${pathOf(at, `token=${olga!.session}`)}`, { origin });
  await page.next("participants_update");
  expect(kinds(page)).toEqual(["diagram_state_sync", "current_presenter", "participants_update"]);
  const ticketed = new Client(0, `/v1${pathOf(at, `ticket=${await ticketFor(milo!, at)}`)}`, { origin });
  await ticketed.next("participants_update");
  expect(kinds(ticketed)).toEqual(["diagram_state", "participants_update"]);
});

it("joining: the document, who presents, who is here; the others hear who came, and who went", async () => {
  const host = old(olga!);
  await host.next("participants_update");
  const guest = old(rea!);
  const list = await guest.next("participants_update");
  expect(kinds(guest)).toEqual(["diagram_state_sync", "current_presenter", "participants_update"]);
  expect(guest.heard[0]).toEqual({
    message_type: "diagram_state_sync",
    diagram_id: at.diagramId,
    update_vector: 0,
    cells: [],
  });
  expect(guest.heard[1]).toEqual({
    message_type: "current_presenter",
    initiating_user: user(olga!),
    current_presenter: user(olga!),
  });
  const participant = (who: Somebody, permissions: string) => ({
    user: { ...user(who), name: who.name },
    permissions,
    last_activity: MOMENT,
  });
  expect(list).toEqual({
    message_type: "participants_update",
    participants: [participant(olga!, "writer"), participant(rea!, "reader")],
    host: olga!.email,
    current_presenter: olga!.email,
  });
  expect(await host.next("participant_joined")).toEqual({
    message_type: "participant_joined",
    joined_user: user(rea!),
    user: user(rea!),
    timestamp: MOMENT,
  });
  await host.next("participants_update");
  guest.leave();
  expect(await host.next("participant_left")).toEqual({
    message_type: "participant_left",
    departed_user: user(rea!),
    user: user(rea!),
    timestamp: MOMENT,
  });
  expect((await host.next("participants_update")).participants).toHaveLength(1);
});

it("both generations edit one diagram: each hears the other's edits and its own in its own words", async () => {
  const [then, now] = [old(olga!), await enter(milo!, at)];
  await now.next("participants_update");
  const id = randomUUID();
  then.say({
    message_type: "diagram_operation",
    initiating_user: user(milo!),
    operation_id: id,
    operation: operation("add", cell),
  });
  const kept = { id: CELL, shape: "process", position: { x: 1, y: 2 }, size: { width: 100, height: 50 } };
  expect(await then.next("diagram_operation")).toEqual({
    message_type: "diagram_operation",
    initiating_user: user(olga!),
    operation_id: id,
    sequence_number: 1,
    operation: operation("add", kept),
  });
  expect(await now.next("diagram_operation_event")).toMatchObject({
    initiating_user: principalOf(olga!),
    operation_id: id,
    update_vector: 1,
  });
  now.edit("update", { angle: 7 });
  expect(await then.next("diagram_operation")).toMatchObject({ initiating_user: user(milo!), sequence_number: 2 });
  // What a client of the weeks between says is understood as well.
  then.edit("update", { data: { by: "olga" } });
  await now.next("diagram_operation_event");
  await now.next("diagram_operation_event");
  const { diagram } = await perform(getDiagram, await actor(olga!), { ...at, id: at.diagramId });
  expect(diagram.cells).toEqual([{ ...kept, angle: 7, data: { by: "olga" } }]);
});

it("what connects two nodes has the name of its time for each: what is called otherwise would be a node", async () => {
  const [then, now] = [old(olga!), await enter(milo!, at)];
  await now.next("participants_update");
  const [flow, ends] = [randomUUID(), { source: { cell: CELL }, target: { cell: CELL } }];
  const shapeIn = ({ operation }: Frame) => (operation as { cells: { data: object }[] }).cells.map(({ data }) => data);
  now.edit("add", cell);
  then.say({
    message_type: "diagram_operation",
    operation_id: randomUUID(),
    operation: operation("add", { id: flow, shape: "edge", ...ends }, flow),
  });
  await now.next("diagram_operation_event");
  expect(shapeIn(await now.next("diagram_operation_event"))).toEqual([{ id: flow, shape: "flow", ...ends }]);
  await then.next("diagram_operation");
  expect(shapeIn(await then.next("diagram_operation"))).toEqual([{ id: flow, shape: "edge", ...ends }]);
  const later = old(rea!);
  expect((await later.next("diagram_state_sync")).cells).toMatchObject([{ shape: "process" }, { shape: "edge" }]);
});

it("undo and redo: the others hear the opposite, whoever asked is shown the whole; nothing left is said", async () => {
  const [then, now] = [old(olga!), await enter(milo!, at)];
  await now.next("participants_update");
  then.edit("add", cell);
  await then.next("diagram_operation");
  then.say({ message_type: "undo_request", initiating_user: user(olga!) });
  expect(await then.next("diagram_state_sync")).toMatchObject({ update_vector: 2, cells: [] });
  then.say({ message_type: "redo_request", initiating_user: user(olga!) });
  expect(await then.next("diagram_state_sync")).toMatchObject({ update_vector: 3, cells: [{ id: CELL }] });
  const told = now.heard.filter(({ message_type }) => message_type === "diagram_operation_event");
  expect(told.map(({ update_vector }) => update_vector)).toEqual([1, 2, 3]);
  then.say({ message_type: "redo_request" });
  expect(await then.next("history_operation")).toEqual({
    message_type: "history_operation",
    operation_type: "redo",
    message: "no_operations_to_redo",
  });
});

it("what is not taken: rejected without a vector, denied to readers; whoever is behind is corrected", async () => {
  const [host, guest] = [old(olga!), old(rea!)];
  await guest.next("participants_update");
  const [id, another, third] = [randomUUID(), randomUUID(), randomUUID()];
  host.say({ message_type: "diagram_operation", operation_id: id, operation: operation("update", { angle: 1 }) });
  expect(await host.next("operation_rejected")).toEqual({
    message_type: "operation_rejected",
    operation_id: id,
    reason: "conflict_detected",
    message: expect.any(String),
    details: "update_nonexistent_cell",
    affected_cells: [CELL],
    requires_resync: true,
    timestamp: MOMENT,
  });
  expect(await host.next("state_correction")).toEqual({ message_type: "state_correction", update_vector: 0 });
  host.say({ message_type: "diagram_operation", operation_id: another, operation: operation("remove") });
  expect(await host.next("operation_rejected")).toMatchObject({ reason: "no_state_change", requires_resync: false });
  guest.say({ message_type: "diagram_operation", operation_id: third, operation: operation("add", cell) });
  expect(await guest.next("authorization_denied")).toEqual({
    message_type: "authorization_denied",
    original_operation_id: third,
    reason: "insufficient_permissions",
  });
  guest.say({ message_type: "undo_request" });
  expect(await guest.next("authorization_denied")).toMatchObject({ original_operation_id: UUID });
  expect(kinds(host).filter((kind) => kind === "state_correction")).toHaveLength(1);
});

it("where the document is: read by REST", async () => {
  const host = old(olga!);
  await host.next("participants_update");
  host.say({ message_type: "resync_request" });
  expect(await host.next("resync_response")).toEqual({
    message_type: "resync_response",
    method: "rest_api",
    diagram_id: at.diagramId,
    threat_model_id: at.threatModelId,
  });
});

it("who presents: asked, denied, changed, pointed; both generations the same", async () => {
  const [host, guest, now] = [old(olga!), old(milo!), await enter(rea!, at)];
  for (const client of [host, guest, now]) await client.next("participants_update");
  guest.say({ message_type: "presenter_request" });
  expect(await host.next("presenter_request")).toEqual({
    message_type: "presenter_request",
    initiating_user: user(milo!),
    user: user(milo!),
  });
  host.say({ message_type: "presenter_denied", current_presenter: user(milo!) });
  expect(await guest.next("presenter_denied")).toEqual({
    message_type: "presenter_denied",
    current_presenter: user(olga!),
  });
  host.say({ message_type: "change_presenter", initiating_user: user(olga!), new_presenter: user(milo!) });
  expect(await guest.next("current_presenter")).toEqual({
    message_type: "current_presenter",
    initiating_user: user(olga!),
    current_presenter: user(milo!),
  });
  expect(await host.next("participants_update")).toBeDefined();
  guest.say({ message_type: "presenter_cursor", cursor_position: { x: 1, y: 2 } });
  guest.say({ message_type: "presenter_selection", selected_cells: [CELL] });
  for (const [client, whose] of [
    [host, { user: user(milo!) }],
    [now, {}],
  ] as const) {
    const cursor = { message_type: "presenter_cursor", cursor_position: { x: 1, y: 2 } };
    expect(await client.next("presenter_cursor")).toEqual({ ...cursor, ...whose });
    const selection = { message_type: "presenter_selection", selected_cells: [CELL] };
    expect(await client.next("presenter_selection")).toEqual({ ...selection, ...whose });
  }
  // Of the first weeks: the address alone.
  host.say({ message_type: "change_presenter", new_presenter: rea!.email });
  expect(await guest.next("current_presenter")).toMatchObject({ current_presenter: user(rea!) });
  now.say({ message_type: "presenter_cursor", cursor_position: { x: 3, y: 4 } });
  expect(await guest.next("presenter_cursor")).toMatchObject({ cursor_position: { x: 3, y: 4 } });
  // Nobody was an empty address.
  host.say({ message_type: "change_presenter", user: user(olga!), new_presenter: "" });
  await until(() => guest.heard.at(-1)?.current_presenter === "" || undefined, "nobody presents");
  expect(kinds(host)).not.toContain("error");
});

it("somebody is removed, in either generation's words", async () => {
  const [host, guest] = [old(olga!), await enter(milo!, at)];
  await guest.next("participants_update");
  host.say({ message_type: "remove_participant", removed_user: { ...user(milo!), displayName: "Somebody else" } });
  expect(await host.next("error")).toMatchObject({ error: "invalid_participant" });
  host.say({ message_type: "remove_participant", removed_user: user(milo!) });
  expect(await guest.next("error")).toMatchObject({ error: "removed_from_session" });
  await guest.ended();
  expect(await host.next("participant_left")).toMatchObject({ departed_user: user(milo!) });
});

it("somebody is removed by a page of 2025, which puts the address where it knows no other name", async () => {
  const [host, guest] = [old(olga!), old(milo!)];
  await guest.next("participants_update");
  const { email } = milo!;
  const removed_user = { user_id: email, email, displayName: email };
  host.say({ message_type: "remove_participant", user: user(olga!), removed_user });
  expect(await guest.next("error")).toMatchObject({ error: "removed_from_session" });
});

it("what only the server says, and what nobody says, is answered and ends nothing", async () => {
  const host = old(olga!);
  await host.next("participants_update");
  for (const message_type of ["current_presenter", "participant_joined", "state_correction", "resync_response"]) {
    host.say({ message_type });
    expect(await host.next("error")).toMatchObject({ error: "invalid_message_type" });
  }
  host.say({ message_type: "join" });
  expect(await host.next("error")).toMatchObject({ error: "unsupported_message_type" });
  host.edit("add", cell);
  await until(() => kinds(host).includes("diagram_operation") || undefined, "the edit");
});
