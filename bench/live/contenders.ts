import { randomUUID } from "node:crypto";
import { Doc } from "yjs";
import { counter, counterOf, type Line, openLine } from "./line";
import type { Server } from "./stage";

/** What the bench asks of a server: a line into a room, and what an edit looks like that carries a word. */
export type Contender = {
  port: number;
  pid: number;
  /**
   * How many edits may be unanswered while a sender says as much as it can. Each has the number at which it does best, of 100, 200 and 400:
   * a peer that answers before anything is stored needs less on the way, and merging more at once costs it more.
   */
  window: number;
  join(room: string): Promise<Line>;
  /** Calls back for each edit of the sender that is answered, given what the sender hears. */
  answers(each: () => void): (piece: Buffer) => void;
  /** Makes edits for one room; each replaces the one before. */
  hand(room: string): (word: string) => string | Buffer;
};

const cell = (id: string, operation: "add" | "update", word: string) => ({
  id,
  operation,
  data: { id, shape: "process", position: { x: 1, y: 2 }, size: { width: 140, height: 60 }, word },
});

function ourHand(): (word: string) => string {
  const id = randomUUID();
  let isThere = false;
  return (word) => {
    const operation = { type: "patch", cells: [cell(id, isThere ? "update" : "add", word)] };
    isThere = true;
    return JSON.stringify({
      message_type: "diagram_operation_request",
      operation_id: randomUUID(),
      base_vector: 0,
      operation,
    });
  };
}

/** A room is the path of a diagram. `own`: as our own clients join, who are told in batches; else as those of the contract. */
export const ours = ({ port, pid }: Server, token: string, own: boolean): Contender => ({
  port,
  pid,
  window: 400,
  join: (room) => openLine(port, `${room}/ws${own ? "?confer=1" : ""}`, { authorization: `Bearer ${token}` }),
  answers: (each) => counterOf('"sequence_number":', each),
  hand: ourHand,
});

export const relay = ({ port, pid }: Server): Contender => ({
  port,
  pid,
  window: 400,
  join: () => openLine(port, "/"),
  answers: counter,
  hand: ourHand,
});

/** Its protocol by hand: the name of the document, the kind of message, and what belongs to it. */
export const hocuspocus = ({ port, pid }: Server): Contender => ({
  port,
  pid,
  window: 200,
  join: async (room) => {
    const line = await openLine(port, "/");
    line.send(Buffer.concat([text(room), Buffer.from([2, 0]), text("token")]));
    line.send(Buffer.concat([text(room), Buffer.from([0, 0, 1, 0])]));
    return line;
  },
  answers: counter,
  hand: (room) => {
    const doc = new Doc();
    const cells = doc.getMap("cells");
    const id = randomUUID();
    let update = Buffer.alloc(0);
    doc.on("update", (bytes: Uint8Array) => {
      update = Buffer.from(bytes);
    });
    return (word) => {
      cells.set(id, cell(id, "update", word).data);
      return Buffer.concat([text(room), Buffer.from([0, 2]), number(update.length), update]);
    };
  },
});

function number(value: number): Buffer {
  const bytes = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 127) | 128);
  }
}

const text = (value: string): Buffer => Buffer.concat([number(Buffer.byteLength(value)), Buffer.from(value)]);
