import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import { createInterface } from "node:readline";
import type pg from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { freePort } from "../support/port";
import { cell, type Frame, pause, RoomClient, rest } from "../support/room-client";
import { faultsOf, MESSAGES } from "../support/room-frames";
import { RoomNode, type Scene, sceneOf } from "../support/room-house";
import { ownDatabase } from "./own-database";

let database: Awaited<ReturnType<typeof ownDatabase>>;
let node: RoomNode;
let scene: Scene;
beforeAll(async () => {
  database = await ownDatabase(inject("superuser") as pg.ClientConfig);
  node = await new RoomNode(await freePort(), database.connection, { CONFER_RATE_LIMIT: "on" }).start();
  scene = await sceneOf(node.origin, ["hana", "wim"], ["rea"]);
});
afterAll(async () => {
  await node?.kill();
  await database?.drop();
});

/** Every message of both ways at least once, in one session: what each frame has against the published document. */
it("every frame, both ways, is as the published document has it", async () => {
  const seen = { sent: new Set<string>(), heard: new Set<string>() };
  const faults: string[] = [];
  const judged = (client: RoomClient): RoomClient => {
    client.onFrame = (way, frame) => {
      seen[way].add(frame.message_type);
      for (const fault of faultsOf(way, frame))
        faults.push(`${way}: ${fault} in ${JSON.stringify(frame).slice(0, 400)}`);
    };
    return client;
  };
  const [hana, wim, rea] = scene.tokens.map((token) => judged(new RoomClient(node.origin, token, scene.place))) as [
    RoomClient,
    RoomClient,
    RoomClient,
  ];
  const here = async (client: RoomClient): Promise<Frame> => {
    const told = client.next("participants_update");
    await client.join();
    return told;
  };
  await here(hana);
  await here(wim);
  const { participants, host, current_presenter } = await here(rea);
  expect(participants).toHaveLength(3);
  const userOf = (name: string) => participants.find((one: Frame) => one.user.email === `${name}@tmi.local`).user;
  expect([host, current_presenter]).toEqual([userOf("hana"), userOf("hana")]);

  // Edits of every kind, and every way to be refused.
  const [first, second] = [cell("one"), cell("two")];
  const flow = { id: randomUUID(), shape: "flow", source: { cell: first.id }, target: { cell: second.id } };
  await wim.edit([first, second, { id: flow.id, operation: "add", data: flow }]);
  await wim.edit([
    { id: first.id, operation: "update", data: { id: first.id, shape: "process", position: { x: 1, y: 2 } } },
  ]);
  const refusal = (why: unknown) => why as Frame;
  const ghost = randomUUID();
  expect(
    await hana.edit([{ id: ghost, operation: "update", data: { id: ghost, shape: "process" } }]).catch(refusal),
  ).toMatchObject({ message_type: "operation_rejected" });
  expect(await rea.edit([cell("no")]).catch(refusal)).toMatchObject({ message_type: "authorization_denied" });
  const back = hana.next("diagram_operation_event");
  const canvas = wim.next("diagram_state");
  wim.send({ message_type: "undo_request" });
  await Promise.all([back, canvas]);
  const again = hana.next("diagram_operation_event");
  wim.send({ message_type: "redo_request" });
  await again;
  const none = hana.next("history_operation");
  hana.send({ message_type: "undo_request" });
  await none;
  await hana.edit([{ id: second.id, operation: "remove" }]);

  // Where things stand.
  const says = (client: RoomClient, frame: Frame, answer: string, of = client) => {
    const told = of.next(answer);
    client.send(frame);
    return told;
  };
  await says(rea, { message_type: "sync_status_request" }, "sync_status_response");
  await says(rea, { message_type: "sync_request", update_vector: rea.vector }, "sync_status_response");
  await says(rea, { message_type: "sync_request" }, "diagram_state");
  await says(rea, { message_type: "sync_request", update_vector: 0 }, "diagram_state");

  // Who presents.
  await says(wim, { message_type: "presenter_request" }, "presenter_request_event", hana);
  const denied = { message_type: "presenter_denied_request", denied_user: userOf("wim") };
  await says(hana, denied, "presenter_denied_event", wim);
  const change = { message_type: "change_presenter_request", new_presenter: userOf("wim") };
  expect((await says(hana, change, "participants_update", rea)).current_presenter).toEqual(userOf("wim"));
  const cursor = { message_type: "presenter_cursor", cursor_position: { x: 3.5, y: -4 } };
  expect(await says(wim, cursor, "presenter_cursor", rea)).toEqual(cursor);
  const selection = { message_type: "presenter_selection", selected_cells: [first.id] };
  expect(await says(wim, selection, "presenter_selection", rea)).toEqual(selection);
  const ghosted = {
    message_type: "remove_participant_request",
    removed_user: { ...userOf("rea"), email: "who@tmi.local" },
  };
  expect((await says(hana, ghosted, "error")).error).toBe("invalid_participant");
  const removed = { message_type: "remove_participant_request", removed_user: userOf("rea") };
  const gone = wim.next("participants_update");
  expect((await says(hana, removed, "error", rea)).error).toBe("removed_from_session");
  expect((await gone).participants).toHaveLength(2);
  void rea.leave();

  // Sent wrongly on purpose: only the answers are held against the document.
  const raw = async (frame: Frame) => {
    const told = wim.next("error");
    wim.sendRaw(JSON.stringify(frame));
    return (await told).error;
  };
  expect(await raw({ message_type: "participants_update" })).toBe("invalid_message_type");
  expect(await raw({ message_type: "dance" })).toBe("unsupported_message_type");

  const over = wim.next("error");
  await rest(node.origin, scene.tokens[0]!, `DELETE ${scene.place.path}/collaborate`);
  expect((await over).error).toBe("session_terminated");
  await Promise.all([hana.leave(), wim.leave(), rea.leave()]);
  await pause(50);

  expect(faults).toEqual([]);
  expect([...seen.sent].sort()).toEqual([...MESSAGES.sent].sort());
  expect([...seen.heard].sort()).toEqual([...MESSAGES.heard].sort());
}, 60_000);

it("the example of the README joins, prints what is said, and says what it is told to", async () => {
  const url = node.origin + scene.place.path;
  const child = spawn(process.execPath, ["examples/join.mjs", url], {
    env: { ...process.env, TOKEN: scene.tokens[0]! },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const said: Frame[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const frame = JSON.parse(line) as Frame;
    said.push(frame);
    if (frame.message_type === "participants_update" && said.length === 2) child.stdin.write(EDIT);
    if (frame.message_type === "diagram_operation_event") await rest(node.origin, scene.tokens[0]!, END());
  }
  expect(said.map(({ message_type }) => message_type)).toEqual([
    "diagram_state",
    "participants_update",
    "diagram_operation_event",
    "error",
  ]);
  expect(await ended).toEqual([0, null]);
}, 30_000);

const README = fs.readFileSync("README.md", "utf8");
/** The very line that stands there. */
const EDIT = `${README.split("\n").find((line) => line.startsWith('{"message_type":"diagram_operation_request"'))}\n`;
const END = () => `DELETE ${scene.place.path}/collaborate`;
