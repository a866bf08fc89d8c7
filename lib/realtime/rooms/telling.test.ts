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

it("which ids edits were given is told over the line they came from; to everybody who draws as the same person where that line is gone", () => {
  const telling = new Telling({ threatModel: "m", diagram: "d", palette: null });
  const heard = new Map<string, string[]>([
    ["a", []],
    ["b", []],
    ["c", []],
  ]);
  for (const [socket, texts] of heard) {
    const send = (bytes: Buffer) =>
      void texts.push(...(bytes.toString().match(/"message_type":"\w+"|"sequence_number":\d+/g) ?? []));
    const line = { send, close: () => {}, again: null };
    telling.take(socket, line, { own: true, old: false, page: false, uid: socket === "c" ? 2 : 1 });
  }
  const by = { uid: 1, email: "", name: "" };
  const text = '{"type":"patch","cells":[]}';
  const everybody = [...heard.keys()];
  const edits = [
    { from: ["a"], seq: 7 },
    { from: undefined, seq: 8 },
  ];
  for (const edit of edits) telling.tell(everybody, { is: "edit", by, operationId: `${edit.seq}`, text, ...edit });
  telling.flush();
  const batch = '"message_type":"diagram_operation_batch"';
  const acknowledged = '"message_type":"confer_acknowledged"';
  expect(heard.get("a")).toEqual([acknowledged, '"sequence_number":7', '"sequence_number":8', batch]);
  expect(heard.get("b")).toEqual([acknowledged, '"sequence_number":8', batch]);
  expect(heard.get("c")).toEqual([batch]);
});
