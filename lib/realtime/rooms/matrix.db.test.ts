import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "../../../db/client";
import { headOf } from "../../../db/diagram-log";
import { pair, type Somebody, share, somebody } from "../../../e2e/support/arrange";
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
  openNodes,
  pathOf,
} from "../../../e2e/support/room-sockets";
import { registerEnv } from "../../operations/environments";
import { suspendMember } from "../../operations/members";
import { perform } from "../../operations/perform";
import { signout } from "../../operations/tokens";
import { principalOf } from "../../principal";

/** The authorization matrix of what is said at a socket: everybody × every message of either generation. */
beforeAll(freshDatabase);
beforeAll(() => openNodes(false));
afterAll(closeNodes);

let [olga, wim, rea, vera, sten]: Somebody[] = [];
let at: Drawing;
let collaboration: number;
async function prepare(): Promise<void> {
  [olga, wim, rea, vera, sten] = await Promise.all(["Olga", "Wim", "Rea", "Vera", "Sten"].map(somebody));
  const name = `shop-${olga!.uid}`;
  const { env } = await perform(registerEnv, await actor(olga!), { envName: name });
  collaboration = await pair(olga!, wim!);
  await share(olga!, collaboration, "ENV", env.appid, [
    "threatmodel.model.GetThreatModel",
    "threatmodel.session.JoinSession",
    "threatmodel.diagram.EditDiagram",
  ]);
  const readers = [rea!, vera!].map(({ email }) => ({ principalType: "user", email, role: "reader" }));
  at = await drawingOf(olga!, readers, name);
}

/** What a client heard of one message, what the host did, and what a bystander who only reads did. */
type Heard = { self: string[]; host: string[]; other: string[] };
const NOTHING: Heard = { self: [], host: [], other: [] };

const edit = (message_type: string) => ({
  message_type,
  operation_id: randomUUID(),
  base_vector: 0,
  operation: { type: "patch", cells: [{ id: CELL, operation: "add", data: cell }] },
});
/** In an order in which none depends on what came of another. Each message, and what comes of it where somebody may say it; host-only and presenter-only ones come from the host. */
const MESSAGES: { name: string; is: () => object; by: "host" | "presenter" | "writer" | "anyone"; comes: Heard }[] = [
  {
    name: "undo_request",
    is: () => ({ message_type: "undo_request" }),
    by: "writer",
    comes: { self: ["history_operation"], host: [], other: [] },
  },
  {
    name: "redo_request",
    is: () => ({ message_type: "redo_request" }),
    by: "writer",
    comes: { self: ["history_operation"], host: [], other: [] },
  },
  {
    name: "sync_status_request",
    is: () => ({ message_type: "sync_status_request" }),
    by: "anyone",
    comes: { self: ["sync_status_response"], host: [], other: [] },
  },
  {
    name: "sync_request",
    is: () => ({ message_type: "sync_request" }),
    by: "anyone",
    comes: { self: ["diagram_state"], host: [], other: [] },
  },
  {
    name: "presenter_request",
    is: () => ({ message_type: "presenter_request" }),
    by: "anyone",
    comes: { self: [], host: ["presenter_request_event"], other: [] },
  },
  {
    name: "presenter_denied_request",
    is: () => ({ message_type: "presenter_denied_request", denied_user: principalOf(vera!) }),
    by: "host",
    comes: { self: [], host: [], other: ["presenter_denied_event"] },
  },
  {
    name: "presenter_cursor",
    is: () => ({ message_type: "presenter_cursor", cursor_position: { x: 1, y: 2 } }),
    by: "presenter",
    comes: { self: [], host: [], other: ["presenter_cursor"] },
  },
  {
    name: "presenter_selection",
    is: () => ({ message_type: "presenter_selection", selected_cells: [CELL] }),
    by: "presenter",
    comes: { self: [], host: [], other: ["presenter_selection"] },
  },
  {
    name: "change_presenter_request",
    is: () => ({ message_type: "change_presenter_request", new_presenter: principalOf(olga!) }),
    by: "host",
    comes: { self: ["participants_update"], host: [], other: ["participants_update"] },
  },
  {
    name: "diagram_operation_request",
    is: () => edit("diagram_operation_request"),
    by: "writer",
    comes: { self: ["diagram_operation_event"], host: ["diagram_operation_event"], other: ["diagram_operation_event"] },
  },
  {
    name: "remove_participant_request",
    is: () => ({ message_type: "remove_participant_request", removed_user: principalOf(vera!) }),
    by: "host",
    comes: { self: ["participants_update"], host: [], other: ["error"] },
  },
];

/** Says it, and waits until everybody has heard whatever comes of it: the document is told after what was asked before it. */
async function say(client: Client, host: Client, other: Client, message: object): Promise<Heard> {
  const everybody = [client, host, other];
  const from = everybody.map(({ heard }) => heard.length);
  client.say(message);
  for (const one of new Set(everybody)) {
    if (one.closed) continue;
    const marked = one.heard.filter(isState).length;
    one.say({ message_type: "sync_request" });
    // One more where the message itself asks for the document.
    const more = one === client && (message as { message_type: string }).message_type === "sync_request" ? 2 : 1;
    await Promise.race([one.until(() => one.heard.filter(isState).length >= marked + more), one.ended(10_000)]);
    // Pointing keeps a pace of its own.
    if (one === client) await new Promise((done) => setTimeout(done, 50));
  }
  const told = everybody.map(({ heard }, n) => heard.slice(from[n]).map(({ message_type }) => message_type));
  const [self, hosts, others] = told.map(withoutLastState) as [string[], string[], string[]];
  return { self, host: client === host ? [] : hosts, other: others };
}
const isState = ({ message_type }: { message_type: string }) => message_type === "diagram_state";
function withoutLastState(kinds: string[]): string[] {
  const last = kinds.lastIndexOf("diagram_state");
  return kinds.filter((_, n) => n !== last);
}

describe.each(["owner", "writer", "reader"] as const)("%s", (who) => {
  let [client, host, other]: Client[] = [];
  beforeAll(async () => {
    await prepare();
    host = await enter(olga!, at);
    other = await enter(vera!, at);
    client = who === "owner" ? host : await enter(who === "writer" ? wim! : rea!, at);
    for (const one of [client, host, other]) await one.until(() => sizeOf(one) === (who === "owner" ? 2 : 3));
  });
  afterAll(cutAll);

  it.each(MESSAGES.map((one) => [one.name, one] as const))("%s", async (_, { is, by, comes }) => {
    const before = await headOf(db(), olga!.uid, at.diagramId);
    const heard = await say(client!, host!, other!, is());
    expect(heard).toEqual(expected(who, by, comes));
    const written = heard.other.includes("diagram_operation_event") ? 1 : 0;
    expect(await headOf(db(), olga!.uid, at.diagramId)).toBe(before! + written);
  });
});

const sizeOf = (client: Client): number =>
  (client.heard.findLast((f) => f.message_type === "participants_update")?.participants as object[] | undefined)
    ?.length ?? 0;

/** The owner hosts and presents here. */
function expected(who: "owner" | "writer" | "reader", by: (typeof MESSAGES)[number]["by"], comes: Heard): Heard {
  if (by === "writer" && who === "reader") return { ...NOTHING, self: ["authorization_denied"] };
  if ((by === "host" || by === "presenter") && who !== "owner") return NOTHING;
  // Who presents already asks nobody.
  return who === "owner" ? { ...comes, host: [] } : comes;
}

describe("whoever has nothing to say here", () => {
  beforeEach(prepare);
  afterEach(cutAll);

  it("nobody: to whoever has no role there is nothing to say it to", async () => {
    const stranger = new Client(0, pathOf(at, `token=${sten!.session}`));
    await stranger.ended();
    expect([stranger.status, stranger.heard]).toEqual([404, []]);
  });

  it.each([
    ["suspended", 4403, 404, async () => perform(suspendMember, await actor(olga!), { id: collaboration })],
    ["signed out", 4401, 401, async () => perform(signout, await actor(wim!), {})],
  ] as const)(
    "%s: the line is closed with the reason, and whatever is said to it comes to nothing",
    async (_, code, status, happens) => {
      const [host, other] = [await enter(olga!, at), await enter(vera!, at)];
      await other.next("participants_update");
      const client = await enter(wim!, at);
      await client.next("participants_update");
      await happens();
      expect(await client.ended()).toMatchObject({ code });
      const from = host.heard.length;
      for (const { is } of MESSAGES) client.say(is());
      const again = new Client(0, pathOf(at, `token=${wim!.session}`));
      await again.ended();
      expect(again.status).toBe(status);
      expect(host.heard.slice(from).filter(({ message_type }) => message_type !== "participants_update")).toEqual([]);
      expect(await headOf(db(), olga!.uid, at.diagramId)).toBe(0);
    },
  );
});
