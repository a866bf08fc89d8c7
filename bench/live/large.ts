import { randomUUID } from "node:crypto";
import { rest } from "../../e2e/support/room-client";
import type { Row } from "../decide";
import { median } from "../load";
import { ours } from "./contenders";
import { openRoom, type Room, run } from "./round";
import type { Stage } from "./stage";

const CELLS = 10_000;
const ROUNDS = 9;
const EDITS = 8_000;

/** A large diagram against a small one: what it takes to open it, and what an edit in it costs the server. */
export async function benchLarge(stage: Stage): Promise<Row[]> {
  const { node, token } = stage;
  const contender = ours(node, token, false);
  const [large, small] = [await filled(stage, CELLS - 10), await filled(stage, 10)];
  const opened: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    await rest(node.origin, token, `POST ${large}/collaborate`);
    const began = performance.now();
    const line = await contender.join(large);
    await new Promise<void>((done) => {
      line.onData = () => done();
    });
    if (round > 0) opened.push(performance.now() - began);
    line.close();
    // The room is closed with it, so that the next opens it from the database.
    await rest(node.origin, token, `DELETE ${large}/collaborate`);
  }
  const costs: number[] = [];
  const rooms = new Map<string, Room>();
  for (const path of [large, small]) rooms.set(path, await openRoom(contender, path, 1));
  const cost = async (path: string) => {
    const { perCore } = await run(contender, rooms.get(path)!, { edits: EDITS });
    return 1e6 / perCore;
  };
  const micros: [number[], number[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    const [a, b] = [await cost(large), await cost(small)];
    if (round === 0) continue;
    micros[0].push(a);
    micros[1].push(b);
    costs.push(a / b);
  }
  for (const { sender, readers } of rooms.values()) for (const line of [sender, ...readers]) line.close();
  const first = median(opened);
  const ratio = median(costs);
  return [
    {
      name: `Opening a diagram of ${CELLS.toLocaleString("en")} cells: first byte`,
      value: `${Math.round(first)} ms`,
      bound: "≤ 100 ms",
      ok: first <= 100,
    },
    {
      name: "An edit in it against one in a diagram of 10 cells",
      value: `${Math.round(median(micros[0]))} µs vs ${Math.round(median(micros[1]))} µs`,
      ratio,
      bound: "≤ 1.2×",
      ok: ratio <= 1.2,
    },
  ];
}

/** A diagram of so many cells, put there in pieces that fit into a message. */
async function filled({ node, token, ...stage }: Stage, count: number): Promise<string> {
  const { path } = await stage.diagram();
  const line = await ours(node, token, false).join(path);
  for (let done = 0; done < count; ) {
    const cells = Array.from({ length: Math.min(100, count - done) }, () => {
      const id = randomUUID();
      return {
        id,
        operation: "add",
        data: {
          id,
          shape: "process",
          position: { x: 1, y: 2 },
          size: { width: 140, height: 60 },
          label: "One of many",
        },
      };
    });
    done += cells.length;
    const answered = new Promise<void>((go) => {
      line.onData = (piece) => piece.includes("diagram_operation_event") && go();
    });
    line.send(
      JSON.stringify({
        message_type: "diagram_operation_request",
        operation_id: randomUUID(),
        base_vector: 0,
        operation: { type: "patch", cells },
      }),
    );
    await answered;
  }
  line.close();
  return path;
}
