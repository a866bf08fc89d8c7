import { randomUUID } from "node:crypto";
import net from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "../../../db/client";
import { readAfter } from "../../../db/diagram-log";
import { join } from "../../../db/diagram-sessions";
import { pair, type Somebody, share, somebody } from "../../../e2e/support/arrange";
import { freshDatabase } from "../../../e2e/support/database";
import { machinePace } from "../../../e2e/support/machine-pace";
import { tokenOf } from "../../../e2e/support/residents";
import { faultsOf, faultsOfOurs } from "../../../e2e/support/room-frames";
import {
  actor,
  CELL,
  Client,
  cell,
  closeNodes,
  cutAll,
  type Drawing,
  drawingOf,
  enter as enterRoom,
  openNodes,
  pathOf,
  ticketFor,
  until,
} from "../../../e2e/support/room-sockets";
import { withSettings } from "../../../e2e/support/settings";
import { meddle } from "../../../e2e/support/watch";
import { editDiagram, getDiagram } from "../../operations/diagrams";
import { registerEnv } from "../../operations/environments";
import { suspendMember } from "../../operations/members";
import { perform } from "../../operations/perform";
import { deleteResources, setListEnd, setShareEnd } from "../../operations/resources";
import { endSession, getSession } from "../../operations/sessions";
import { editThreatModel } from "../../operations/threat-models";
import { signout } from "../../operations/tokens";
import { type EndsClock, openEndsClock } from "../../work/ends";

beforeAll(freshDatabase);

beforeAll(() => openNodes(false, false, true));
afterAll(closeNodes);
afterEach(cutAll);

let [olga, milo, sten]: Somebody[] = [];
let on: { threatModelId: string; diagramId: string };
let drawing: Drawing;

async function prepare(authorization: object[] = [], environment?: string): Promise<void> {
  drawing = await drawingOf(olga!, authorization, environment);
  const { threatModelId, diagramId } = drawing;
  on = { threatModelId, diagramId };
}
beforeEach(async () => {
  [olga, milo, sten] = await Promise.all(["Olga", "Milo", "Sten"].map(somebody));
  await prepare([{ principalType: "user", email: milo!.email, role: "writer" }]);
});

const path = (query: string) => pathOf(drawing, query);
const PAGE = "http://localhost:4200";
const ticketOf = (who: Somebody) => ticketFor(who, drawing);
const enter = (who: Somebody, node = 0, more = "") => enterRoom(who, drawing, node, more);
const log = async () => readAfter(db(), olga!.uid, on.diagramId, 0, 10_000);

describe("taking part", () => {
  it("an update of what connects two nodes says whole what TMI's clients read of it; ours hear what changed, and so does the log", async () => {
    const guest = await enter(milo!);
    await guest.next("participants_update");
    const ours = await enter(olga!, 0, "&confer=1");
    await ours.next("confer_participants");
    const ends = { source: { cell: CELL }, target: { cell: CELL } };
    const flow = { id: randomUUID(), shape: "flow", ...ends, labels: [], vertices: [{ x: 1, y: 1 }] };
    const say = (client: Client, operation: string, data: object) =>
      client.say({
        message_type: "diagram_operation_request",
        operation_id: randomUUID(),
        base_vector: 0,
        operation: { type: "patch", cells: [{ id: flow.id, operation, data }] },
      });
    const heard = async (type: string) => {
      const { operation } = (await guest.next(type)) as unknown as { operation: { cells: { data: object }[] } };
      return operation.cells[0]!.data;
    };
    say(guest, "add", flow);
    expect(await heard("diagram_operation_event")).toEqual(flow);
    say(ours, "update", { vertices: [{ x: 2, y: 2 }] });
    expect(await heard("diagram_operation_event")).toEqual({ ...flow, vertices: [{ x: 2, y: 2 }] });
    await ours.until(() => JSON.stringify(ours.heard.at(-1)).includes(`"vertices":[{"x":2,"y":2}]`));
    expect(JSON.stringify(ours.heard.at(-1))).not.toContain("source");
    ours.say({ message_type: "undo_request" });
    expect(await heard("diagram_operation_event")).toEqual(flow);
    expect((await log()).slice(1).map(({ edit }) => edit.includes("source"))).toEqual([false, false]);
  });

  it("a page of TMI's hears that nobody showed anybody out, at every coming and going; programs hear what the document says", async () => {
    const page = new Client(0, path(`ticket=${await ticketOf(olga!)}`), { origin: PAGE });
    await page.next("participants_update");
    const guest = await enter(milo!);
    expect(Object.keys(await guest.next("participants_update"))).not.toContain("initiating_user");
    expect(await page.next("participants_update")).toMatchObject({ initiating_user: null, participants: [{}, {}] });
    guest.leave();
    const alone = await page.next("participants_update");
    expect(alone).toMatchObject({ initiating_user: null, participants: [{}] });
    // What TMI's document has not, ours has.
    expect(faultsOfOurs("heard", alone)).toEqual([]);
    expect(faultsOf("heard", alone)).not.toEqual([]);
  });

  it("the document, then who is here; an edit comes to everybody, the sender too, once it is in the log", async () => {
    const host = await enter(olga!);
    expect(await host.next("diagram_state")).toMatchObject({ diagram_id: on.diagramId, update_vector: 0, cells: [] });
    expect(await host.next("participants_update")).toMatchObject({
      host: { email: olga!.email },
      participants: [{ permissions: "writer" }],
    });
    const guest = await enter(milo!);
    await guest.next("participants_update");
    expect(await host.next("participants_update")).toMatchObject({
      participants: [{}, { user: { email: milo!.email } }],
    });
    const id = guest.edit("add", cell);
    for (const client of [host, guest]) {
      expect(await client.next("diagram_operation_event")).toMatchObject({
        operation_id: id,
        update_vector: 1,
        sequence_number: 1,
        initiating_user: { email: milo!.email },
      });
    }
    expect((await log()).map(({ operationId, by }) => [operationId, by])).toEqual([[id, milo!.uid]]);
    const told = (await perform(getSession, await actor(olga!), on)).session.participants;
    expect(told.map(({ user, permissions }) => [user.uid, permissions])).toEqual([
      [olga!.uid, "writer"],
      [milo!.uid, "writer"],
    ]);
    guest.edit("add", cell, id);
    expect(await guest.next("diagram_operation_event")).toMatchObject({ operation_id: id, update_vector: 1 });
    expect(await log()).toHaveLength(1);
  });

  it("what was written together leaves together: one write to each socket, and every edit its own message", async () => {
    const [host, guest] = [await enter(olga!), await enter(milo!)];
    await guest.next("participants_update");
    host.edit("add", cell);
    for (const client of [host, guest]) await client.next("diagram_operation_event");
    const write = vi.spyOn(net.Socket.prototype, "write");
    for (let n = 1; n <= 100; n++) host.edit("update", { angle: n });
    const told = (client: Client) => client.heard.filter((f) => f.message_type === "diagram_operation_event").length;
    for (const client of [host, guest]) await until(() => told(client) === 101 || undefined, "all");
    // What a server sends is not masked; rooms of before may still say who has left.
    const frames = write.mock.calls.filter(
      ([bytes]) =>
        Buffer.isBuffer(bytes) && bytes[0] === 0x81 && bytes[1]! < 128 && bytes.includes("diagram_operation_event"),
    );
    write.mockRestore();
    expect(frames.length).toBeGreaterThan(1);
    expect(frames.length).toBeLessThan(40);
    const batches = new Set(frames.map(([bytes]) => bytes));
    expect(batches.size * 2).toBe(frames.length);
  });

  it("one of ours is told in batches what the others are told one by one", async () => {
    const [host, guest] = [await enter(olga!), await enter(milo!, 0, "&confer=1")];
    await guest.next("diagram_state");
    host.edit("add", cell);
    for (let angle = 1; angle < 20; angle++) host.edit("update", { angle });
    const singles = () => host.heard.filter((f) => f.message_type === "diagram_operation_event");
    const batches = () => guest.heard.filter((f) => f.message_type === "diagram_operation_batch");
    type Batch = {
      update_vector: number;
      initiating_users: object[];
      operations: { by?: number; [member: string]: unknown }[];
    };
    const inBatches = () =>
      (batches() as unknown as Batch[]).flatMap(({ update_vector, initiating_users, operations }) =>
        operations.map(({ by = 0, base_vector: _, operation }, n) => ({
          initiating_user: initiating_users[by],
          sequence_number: update_vector - operations.length + 1 + n,
          operation,
        })),
      );
    await host.until(() => singles().length === 20 && inBatches().length === 20);
    expect(inBatches()).toEqual(
      singles().map(({ initiating_user, sequence_number, operation }) => ({
        initiating_user,
        sequence_number,
        operation,
      })),
    );
    expect(guest.heard.some((f) => f.message_type === "confer_acknowledged")).toBe(false);
    expect(batches().length).toBeLessThan(20);
    for (const batch of batches()) expect(faultsOfOurs("heard", batch)).toEqual([]);
  });

  it("the document comes with the diagram's own colours", async () => {
    const owner = await actor(olga!);
    await perform(endSession, owner, on);
    const changes = { colorPalette: [{ position: 1, color: "#a35" }] };
    await perform(editDiagram, owner, { threatModelId: on.threatModelId, id: on.diagramId, changes });
    const host = new Client(0, path(""), { authorization: `Bearer ${olga!.session}` });
    expect((await host.next("diagram_state")).color_palette).toEqual([{ position: 1, color: "#aa3355" }]);
  });

  it("undo: the opposite to the others, the whole to the one who asked; one of ours hears what stayed", async () => {
    const [host, guest] = [await enter(olga!), await enter(milo!, 0, "&confer=1")];
    await guest.next("diagram_state");
    host.edit("add", cell);
    await guest.next("diagram_operation_batch");
    guest.edit("update", { angle: 5 });
    guest.say({ message_type: "undo_request" });
    expect(await guest.next("history_operation")).toMatchObject({ operation_type: "undo", message: "done", kept: [] });
    host.say({ message_type: "undo_request" });
    await host.next("diagram_state");
    expect(await host.next("diagram_state")).toMatchObject({ update_vector: 4, cells: [] });
    host.say({ message_type: "undo_request" });
    expect(await host.next("history_operation")).toMatchObject({ message: "no_operations_to_undo" });
  });

  it("whoever comes back with their last number hears what they missed", async () => {
    const [host, guest] = [await enter(olga!), await enter(milo!)];
    await guest.next("diagram_state");
    host.edit("add", cell);
    await guest.next("diagram_operation_event");
    guest.cut();
    host.edit("update", { angle: 1 });
    host.edit("update", { angle: 2 });
    await until(
      () => (host.heard.filter((f) => f.message_type === "diagram_operation_event").length === 3 ? true : undefined),
      "three",
      3_000,
    );
    const back = await enter(milo!, 0, "&since=1");
    expect(await back.next("diagram_operation_event")).toMatchObject({ update_vector: 2 });
    expect(await back.next("diagram_operation_event")).toMatchObject({ update_vector: 3 });
    expect(back.heard.some(({ message_type }) => message_type === "diagram_state")).toBe(false);
  });

  it("the host's DELETE ends it: told, closed, and the diagram can be changed by REST at once", async () => {
    const [host, guest] = [await enter(olga!), await enter(milo!)];
    await guest.next("participants_update");
    await perform(endSession, await actor(olga!), on);
    expect(await guest.next("error")).toMatchObject({ error: "session_terminated" });
    expect(await host.ended()).toMatchObject({ code: 1000 });
    await perform(editDiagram, await actor(olga!), {
      threatModelId: on.threatModelId,
      id: on.diagramId,
      changes: { name: "Other" },
    });
  });

  it("a page of TMI's that ends it is told by the answer: an error would be a failure to it", async () => {
    const [host, guest] = await Promise.all(
      [olga!, milo!].map(async (who) => new Client(0, path(`ticket=${await ticketOf(who)}`), { origin: PAGE })),
    );
    await Promise.all([host!, guest!].map((page) => page.next("participants_update")));
    await perform(endSession, await actor(olga!), on);
    expect(await guest!.next("error")).toMatchObject({ error: "session_terminated" });
    expect(await host!.ended()).toMatchObject({ code: 1000 });
    expect(host!.heard.map(({ message_type }) => message_type)).not.toContain("error");
  });

  it("the last who leaves by themselves ends it", async () => {
    const host = await enter(olga!);
    await host.next("participants_update");
    host.leave();
    const gone = async () =>
      perform(getSession, await actor(olga!), on).then(
        () => "there",
        () => "gone",
      );
    for (let tries = 0; tries < 100 && (await gone()) === "there"; tries++)
      await new Promise((done) => setTimeout(done, 20));
    expect(await gone()).toBe("gone");
  });

  it("S-57: whoever the host removes is told and let go, and does not come back through another node", async () => {
    const [host, guest] = [await enter(olga!), await enter(milo!)];
    await guest.next("participants_update");
    host.say({ message_type: "remove_participant_request", removed_user: { email: milo!.email, provider: "unknown" } });
    expect(await guest.next("error")).toMatchObject({ error: "removed_from_session" });
    await guest.ended();
    await until(
      () =>
        host.heard.some((f) => f.message_type === "participants_update" && (f.participants as object[]).length === 1)
          ? true
          : undefined,
      "alone",
      3_000,
    );
    const again = await enter(milo!, 1);
    expect(await again.next("error")).toMatchObject({ error: "access_denied" });
    await again.ended();
  });
});

it("what has died is forgotten when the next is made: tickets, sockets of dead nodes, sessions", async () => {
  const count = async (table: "diagram_ticket" | "diagram_participant" | "diagram_session" | "directory_session") =>
    Number(
      (
        await db()
          .selectFrom(table)
          .select(db().fn.countAll().as("n"))
          .where("owner_uid", "=", olga!.uid)
          .executeTakeFirstOrThrow()
      ).n,
    );
  const long = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  const of = drawing;
  await ticketOf(olga!);
  await ticketOf(milo!);
  await join(olga!.uid, of.session, { socket: randomUUID(), uid: milo!.uid, node: randomUUID(), mayEdit: true });
  const mine = <T extends { where(column: "owner_uid", is: "=", uid: number): T }>(query: T) =>
    query.where("owner_uid", "=", olga!.uid);
  await mine(
    db()
      .updateTable("diagram_ticket")
      .set({ expires_at: long(1) }),
  ).execute();
  await mine(
    db()
      .updateTable("diagram_participant")
      .set({ seen_at: long(1) }),
  ).execute();
  await (await enter(olga!)).next("diagram_state");
  expect([await count("diagram_ticket"), await count("diagram_participant")]).toEqual([0, 1]);
  await mine(
    db()
      .updateTable("diagram_session")
      .set({ touched_at: long(25) }),
  ).execute();
  await prepare();
  expect([await count("diagram_session"), await count("directory_session")]).toEqual([1, 1]);
});

describe("S-50 to S-52: who comes in", () => {
  it("a ticket once; its own session; known ids; known pages", async () => {
    const ticket = await ticketOf(olga!);
    const first = new Client(0, path(`session_id=${drawing.session}&ticket=${ticket}`));
    await first.next("diagram_state");
    const cases: [string, string, Record<string, string>, number][] = [
      ["used", path(`ticket=${ticket}`), {}, 401],
      ["none", path(""), {}, 401],
      ["another session", path(`session_id=${randomUUID()}&ticket=${await ticketOf(olga!)}`), {}, 401],
      ["no id", `/threat_models/x/diagrams/${on.diagramId}/ws?ticket=1`, {}, 400],
      ["a foreign page", path(`ticket=${await ticketOf(olga!)}`), { origin: "https://evil.example" }, 403],
      ["a page of this machine", path(`ticket=${await ticketOf(olga!)}`), { origin: "http://localhost:4200" }, 0],
    ];
    for (const [what, at, headers, expected] of cases) {
      const client = new Client(0, at, headers);
      if (expected) await client.ended();
      else await client.next("diagram_state");
      expect([what, client.status]).toEqual([what, expected]);
    }
  });

  it("the form of before there were tickets: a token; without a session whoever connects begins one", async () => {
    await perform(endSession, await actor(olga!), on);
    const client = new Client(0, path(`token=${milo!.session}`));
    await client.next("diagram_state_sync");
    const { session } = await perform(getSession, await actor(olga!), on);
    expect(session.host.uid).toBe(milo!.uid);
    // As TMI's guide of those days puts it together.
    const guide = new Client(0, path(`session_id=${session.id}?token=${olga!.session}`));
    await guide.next("diagram_state_sync");
    const program = new Client(0, path(""), { authorization: `Bearer ${olga!.session}` });
    await program.next("diagram_state");
  });

  it("to whoever has no role the diagram does not exist, and neither does one that there is not", async () => {
    const away = { ...drawing, diagramId: randomUUID() };
    const cases: [string, string, number][] = [
      ["a stranger", path(`token=${sten!.session}`), 404],
      ["no such diagram", pathOf(away, `token=${olga!.session}`), 404],
      ["another model's", pathOf({ ...drawing, threatModelId: randomUUID() }, `token=${olga!.session}`), 404],
      ["nobody", pathOf(away, "token=x"), 401],
    ];
    for (const [what, at, status] of cases) {
      const client = new Client(0, at);
      await client.ended();
      expect([what, client.status]).toEqual([what, status]);
    }
  });

  it("a database that does not say who comes is our fault: 503, and when to come again", async () => {
    const ticket = await ticketOf(milo!);
    const undo = meddle((text) => (/from "directory_diagram"/.test(text) ? "select 1 / 0" : undefined));
    const client = new Client(0, path(`ticket=${ticket}`));
    await client.ended();
    undo();
    expect([client.status, client.retryAfter]).toEqual([503, "5"]);
  });

  it("five sockets a person, and the sixth is told when to come again", async () => {
    for (let n = 0; n < 5; n++) await (await enter(milo!, n % 2)).next("diagram_state");
    const sixth = await enter(milo!);
    await sixth.ended();
    expect([sixth.status, sixth.retryAfter]).toEqual([429, "60"]);
  });

  it.each([
    ["CONFER_SEATS", "30"],
    ["CONFER_SOCKETS_OF_PERSON", "60"],
    ["CONFER_SOCKETS_OF_ADDRESS", "60"],
  ])("%s: as many as it says and no more, also where nobody counts how often", async (name, retryAfter) => {
    const restore = withSettings({ CONFER_RATE_LIMIT: "off", [name]: "2" });
    try {
      for (let n = 0; n < 2; n++) await (await enter(milo!)).next("diagram_state");
      const third = await enter(milo!);
      await third.ended();
      expect([third.status, third.retryAfter]).toEqual([429, retryAfter]);
    } finally {
      restore();
    }
  });
});

describe("S-54, S-56: what is said", () => {
  it("what nobody understands is answered, and disconnects nobody; three times no JSON does", async () => {
    const client = await enter(olga!);
    await client.next("participants_update");
    client.say({ message_type: "dance" });
    expect(await client.next("error")).toMatchObject({ error: "unsupported_message_type" });
    client.say({ message_type: "diagram_state" });
    expect(await client.next("error")).toMatchObject({ error: "invalid_message_type" });
    client.edit("update", { angle: 1 });
    expect(await client.next("operation_rejected")).toMatchObject({
      reason: "conflict_detected",
      requires_resync: true,
      affected_cells: [CELL],
    });
    for (let n = 0; n < 3; n++) client.say("{");
    expect(await client.ended()).toMatchObject({ code: 1008 });
  });

  it("50 KiB of operation are the most; 64 KiB of message close that line alone", async () => {
    const [host, guest] = [await enter(olga!), await enter(milo!)];
    await guest.next("participants_update");
    guest.edit("add", { ...cell, data: "x".repeat(50 * 1024) });
    expect(await guest.next("operation_rejected")).toMatchObject({
      reason: "validation_failed",
      details: "operation_too_large",
    });
    guest.edit("add", { ...cell, data: "x".repeat(64 * 1024) });
    expect(await guest.ended()).toMatchObject({ code: 1009 });
    host.edit("add", cell);
    await host.next("diagram_operation_event");
  });

  it("a message comes in 64 pieces at the most", async () => {
    const client = await enter(milo!);
    await client.next("participants_update");
    const message = { message_type: "sync_status_request", padding: "x".repeat(64) };
    client.sayIn(64, message);
    await client.next("sync_status_response");
    client.sayIn(65, message);
    expect(await client.ended()).toMatchObject({ code: 1008 });
  });

  it("ten pings at once are answered, and one a second; more end the line", async () => {
    const client = await enter(milo!);
    await client.next("participants_update");
    for (let n = 0; n < 10; n++) client.ping();
    client.say({ message_type: "sync_status_request" });
    await client.next("sync_status_response");
    for (let n = 0; n < 10; n++) client.ping();
    expect(await client.ended()).toMatchObject({ code: 1008, reason: "a ping a second is enough" });
  });

  it("whoever says more than 60 a second after 120 at once is read more slowly, and loses nothing", async () => {
    const client = await enter(olga!);
    await client.next("participants_update");
    client.edit("add", cell);
    const began = Date.now();
    const sent = Array.from({ length: 180 }, (_, n) => client.edit("update", { angle: n }));
    await until(
      () =>
        client.heard.filter((f) => f.message_type === "diagram_operation_event").length === 181 ? true : undefined,
      "all",
      8_000,
    );
    expect(Date.now() - began).toBeGreaterThan(700);
    expect((await log()).map(({ operationId }) => operationId).slice(1)).toEqual(sent);
  });
});

describe("two nodes", () => {
  it("one draws here, one there: both see all of it, and so does REST", async () => {
    const [here, there] = [await enter(olga!, 0), await enter(milo!, 1)];
    await there.next("participants_update");
    here.edit("add", cell);
    await there.next("diagram_operation_event");
    for (let n = 0; n < 20; n++) (n % 2 ? here : there).edit("update", { [n % 2 ? "data" : "angle"]: n });
    const all = (client: Client) =>
      client.heard.filter((f) => f.message_type === "diagram_operation_event").map((f) => f.update_vector);
    for (const client of [here, there]) {
      await until(() => (all(client).length === 21 ? true : undefined), "all", 8_000);
      expect(all(client)).toEqual(Array.from({ length: 21 }, (_, n) => n + 1));
    }
    expect((await log()).length).toBe(21);
    const { diagram } = await perform(getDiagram, await actor(olga!), {
      threatModelId: on.threatModelId,
      id: on.diagramId,
    });
    expect(diagram.cells).toMatchObject([{ id: CELL, angle: 18, data: 19 }]);
    const seen = [here, there].map(
      (client) => client.heard.filter((f) => f.message_type === "participants_update").at(-1)?.participants,
    );
    expect(seen.map((list) => (list as object[]).length)).toEqual([2, 2]);
  });

  it("a node that hears nothing finds out within three seconds", async () => {
    const [here, deaf] = [await enter(olga!, 0), await enter(milo!, 2)];
    await deaf.next("participants_update");
    here.edit("add", cell);
    expect(await deaf.next("diagram_operation_event", 3_000)).toMatchObject({ update_vector: 1 });
  });
});

describe("rights in real time", () => {
  it("a suspended member is out within half a second, on another node; nothing they send afterwards is written", async () => {
    const name = `shop-${olga!.uid}`;
    const { env } = await perform(registerEnv, await actor(olga!), { envName: name });
    const collaboration = await pair(olga!, milo!);
    await share(olga!, collaboration, "ENV", env.appid, [
      "threatmodel.model.GetThreatModel",
      "threatmodel.session.JoinSession",
      "threatmodel.diagram.EditDiagram",
    ]);
    await prepare([], name);
    const [host, guest] = [await enter(olga!, 0), await enter(milo!, 1)];
    await guest.next("participants_update");
    guest.edit("add", cell);
    await guest.next("diagram_operation_event");
    await perform(suspendMember, await actor(olga!), { id: collaboration });
    const began = performance.now();
    const pace = machinePace();
    for (let n = 0; n < 10; n++) guest.edit("update", { angle: n });
    expect(await guest.ended()).toMatchObject({ code: 4403 });
    const took = performance.now() - began;
    const { longest, mean } = await pace.stop();
    // About twenty answers of the database lie between the two, and one of them may meet the machine at its worst.
    expect(took, `steps of ${mean} to ${longest} ms`).toBeLessThan(500 + longest + 20 * mean);
    expect(await log()).toHaveLength(1);
    await host.next("participants_update");
  });

  describe("ends", () => {
    let clock: EndsClock;
    beforeAll(() => {
      clock = openEndsClock();
    });
    afterAll(() => clock.close());
    const [SEE, DRAW] = [
      ["threatmodel.model.GetThreatModel", "threatmodel.session.JoinSession"],
      ["threatmodel.diagram.EditDiagram"],
    ];
    /** Milo may look at the diagram as on all environments, and draw on it by way of its own; answers how that ends. */
    async function sharing(): Promise<{
      ends: (which: "look" | "draw", ms: number) => Promise<number>;
      unshare: (which: "look" | "draw") => Promise<unknown>;
    }> {
      const name = `shop-${olga!.uid}`;
      const { env } = await perform(registerEnv, await actor(olga!), { envName: name });
      const collaboration = await pair(olga!, milo!);
      const draw = await share(olga!, collaboration, "ENV", env.appid, [...SEE!, ...DRAW!]);
      const look = await share(olga!, collaboration, "ENV", "*", SEE!);
      await prepare([], name);

      return {
        unshare: async (which) =>
          perform(deleteResources, await actor(olga!), {
            collaborationId: collaboration,
            ids: [which === "look" ? look : draw],
          }),
        ends: async (which, ms) => {
          const until = new Date(Date.now() + ms).toISOString();
          await perform(setShareEnd, await actor(olga!), { id: which === "look" ? look : draw, until });
          return Date.parse(until);
        },
      };
    }

    it("the share they draw by ends: within a second they only look, on another node, and hear since when", async () => {
      const { ends } = await sharing();
      const guest = await enter(milo!, 1, "&confer=1");
      await guest.next("participants_update");
      guest.edit("add", cell);
      await guest.next("diagram_operation_batch");
      const at = await ends("draw", 400);
      const rights = () => guest.heard.findLast((f) => f.message_type === "confer_rights");
      await until(() => (rights()?.may_edit === false ? true : undefined), "read-only", 3_000);
      expect(Date.now() - at).toBeLessThan(1_000);
      expect(rights()).toMatchObject({ because: { what: "ended", names: [new Date(at).toISOString()] } });
      guest.edit("update", { angle: 1 });
      expect(await guest.next("authorization_denied")).toBeDefined();
      expect(await log()).toHaveLength(1);
    });

    it.each(["reader", null] as const)(
      "their line of the model's own list ends, beside %s for everybody: within a second, on every node",
      async (left) => {
        const everybody = left ? [{ principalType: "group", group: "everyone", role: left }] : [];
        await prepare([{ principalType: "user", email: milo!.email, role: "writer" }, ...everybody]);
        const guests = [await enter(milo!, 0, "&confer=1"), await enter(milo!, 1, "&confer=1")];
        for (const guest of guests) await guest.next("participants_update");
        const at = Date.now() + 500;
        const line = { threatModelId: on.threatModelId, uid: milo!.uid, until: new Date(at).toISOString() };
        await perform(setListEnd, await actor(olga!), line);
        for (const guest of guests) {
          if (left === null) {
            expect(await guest.ended()).toEqual({
              code: 4403,
              reason: `access ended on ${new Date(at).toISOString()}`,
            });
            continue;
          }
          const rights = () => guest.heard.findLast((f) => f.message_type === "confer_rights");
          await until(() => (rights()?.may_edit === false ? true : undefined), "read-only", 3_000);
          expect(rights()).toMatchObject({ because: { what: "ended", names: [new Date(at).toISOString()] } });
          guest.edit("add", cell);
          expect(await guest.next("authorization_denied")).toBeDefined();
        }
        expect(Date.now() - at).toBeLessThan(1_000);
        expect(await log()).toHaveLength(0);
      },
    );

    it("whoever is shut out by somebody is not told of what had ended before they came", async () => {
      const { ends, unshare } = await sharing();
      await ends("draw", 50);
      // Longer ago than clocks differ.
      await new Promise((done) => setTimeout(done, 300));
      const guest = await enter(milo!, 1);
      await guest.next("participants_update");
      await unshare("look");
      const { code, reason } = await guest.ended();
      expect(code).toBe(4403);
      expect(reason).not.toMatch(/^access ended/);
    });

    it("with the last share they lose the room, and nothing they send after the end is written", async () => {
      const { ends } = await sharing();
      const guest = await enter(milo!, 1);
      await guest.next("participants_update");
      await ends("draw", 400);
      const at = await ends("look", 500);
      expect(await guest.ended()).toEqual({ code: 4403, reason: `access ended on ${new Date(at).toISOString()}` });
      expect(Date.now() - at).toBeLessThan(1_000);
      expect(await log()).toHaveLength(0);
    });
  });

  it("whoever came with a token is out at its end, within a second: 4401", async () => {
    const expires = new Date(Date.now() + 700);
    const key = await tokenOf(milo!.uid, ["threatmodel.session.JoinSession", "threatmodel.diagram.EditDiagram"], {
      expires,
    });
    const guest = new Client(1, path(`token=${key}`));
    await guest.next("participants_update");
    expect(await guest.ended()).toMatchObject({ code: 4401 });
    expect(Date.now() - expires.getTime()).toBeLessThan(1_000);
  });

  it("a writer who is made a reader stays, and is denied", async () => {
    const guest = await enter(milo!, 1);
    await guest.next("participants_update");
    await perform(editThreatModel, await actor(olga!), {
      id: on.threatModelId,
      changes: { authorization: [{ principalType: "user", email: milo!.email, role: "reader" }] },
    });
    const shown = () =>
      guest.heard.findLast((f) => f.message_type === "participants_update")?.participants as { permissions: string }[];
    await until(() => (shown()[0]?.permissions === "reader" ? true : undefined), "reader", 2_000);
    const id = guest.edit("add", cell);
    expect(await guest.next("authorization_denied")).toMatchObject({ original_operation_id: id });
  });

  it("whoever signs out is out: 4401", async () => {
    const guest = await enter(milo!, 1);
    await guest.next("participants_update");
    await perform(signout, await actor(milo!), {});
    expect(await guest.ended()).toMatchObject({ code: 4401 });
  });
});
