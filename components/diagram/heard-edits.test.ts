import { expect, it } from "vitest";
import type { Person, Told } from "@/lib/domain/diagram/room";
import type { Message } from "@/lib/realtime/room-client";
import { Telling } from "@/lib/realtime/rooms/telling";
import { HeardEdits } from "./heard-edits";
import { Names } from "./people-here";

const people: Person[] = [1, 2, 3].map((uid) => ({ uid, email: `p${uid}@confer.example`, name: `P${uid}` }));
const cell = { id: "9a0b7c1e-0000-4000-8000-000000000001", operation: "update" as const, data: { angle: 7 } };

/** As a room writes them: unmasked frames, each in one piece. */
function messagesIn(bytes: Buffer): Message[] {
  const all: Message[] = [];
  for (let at = 0; at < bytes.length; ) {
    const short = bytes[at + 1]!;
    const size = short < 126 ? 2 : 4;
    const length = short < 126 ? short : bytes.readUInt16BE(at + 2);
    all.push(JSON.parse(bytes.subarray(at + size, at + size + length).toString()) as Message);
    at += size + length;
  }
  return all;
}

function heardBy(uid: number, edits: readonly Told[]) {
  const telling = new Telling({ threatModel: "m", diagram: "d", palette: null });
  const sent: Buffer[] = [];
  const line = { send: (bytes: Buffer) => void sent.push(bytes), close: () => {}, again: null };
  telling.take("socket", line, { own: true, old: false, page: false, uid });
  const to = ["socket"];
  for (const told of edits) telling.tell(to, told);
  telling.flush();
  const edit = new HeardEdits(new Names());
  return messagesIn(Buffer.concat(sent)).flatMap((message) => {
    if (message.message_type !== "confer_acknowledged") return edit.in(message);
    edit.acknowledge(message);
    return [];
  });
}

const editOf = (seq: number, by: number, base?: number): Told => ({
  is: "edit",
  seq,
  by: people[by]!,
  operationId: `id-${seq}`,
  text: JSON.stringify({ type: "patch", cells: [cell] }),
  base,
});

it("what is told together is heard with its numbers and authors, and one's own by the ids one gave it", () => {
  const edits = [editOf(4, 1, 3), editOf(5, 1), editOf(6, 0, 2), editOf(9, 2), editOf(10, 0), editOf(11, 1, 10)];
  const as = (me: number) =>
    edits.map((told) => {
      if (told.is !== "edit") throw new Error("Only edits are told here.");
      const { seq, by, operationId, base = null } = told;
      return { seq, by: by.uid, operationId: by.uid === me ? operationId : null, base, cells: [cell] };
    });
  for (const me of [1, 2, 3, 4]) expect(heardBy(me, edits)).toEqual(as(me));
});
