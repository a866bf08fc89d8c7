import { expect, it } from "vitest";
import { Telling } from "./telling";

it("all who come before anything changes are sent the document as the same bytes; whoever comes after, as it is then", () => {
  const telling = new Telling({ threatModel: "m", diagram: "d", palette: null });
  const sent = new Map<string, Buffer[]>();
  for (const socket of ["a", "b", "c"]) {
    sent.set(socket, []);
    const send = (bytes: Buffer) => void sent.get(socket)!.push(bytes);
    telling.take(
      socket,
      { send, close: () => {}, again: null },
      { own: socket === "b", old: false, page: false, uid: 1 },
    );
  }
  const show = (socket: string, seq: number) => telling.tell([socket], { is: "state", seq, cells: `[${seq}]` });
  show("a", 7);
  telling.isAt(7);
  show("b", 7);
  telling.isAt(8);
  show("c", 8);
  const [a, b, c] = ["a", "b", "c"].map((socket) => sent.get(socket)![0]!);
  expect(b).toBe(a);
  expect([a, c].map((bytes) => JSON.parse(bytes!.subarray(2).toString()).update_vector)).toEqual([7, 8]);
});
