import { expect, it } from "vitest";
import type { WebSocket } from "ws";
import { lineOf } from "./line";

/** A socket whose other end takes nothing until told to. */
function slow() {
  const sent: Buffer[] = [];
  const takes: (() => void)[] = [];
  const closed: number[] = [];
  const socket = {
    OPEN: 1,
    readyState: 1,
    bufferedAmount: 0,
    _socket: {
      get writableLength() {
        return socket.bufferedAmount;
      },
      write(bytes: Buffer, taken?: () => void) {
        if (bytes.length > 0) sent.push(bytes);
        socket.bufferedAmount += bytes.length;
        takes.push(() => {
          socket.bufferedAmount -= bytes.length;
          taken?.();
        });
      },
    },
    close: (code: number) => void closed.push(code),
    terminate: () => {},
  };
  const takeAll = () => {
    for (const take of takes.splice(0)) take();
  };
  return { line: lineOf(socket as unknown as WebSocket), sent, closed, takeAll };
}
const KIB = 1024;

it("512 messages wait for a slow reader; the next closes the line with 4408, and nothing is sent past the gap", () => {
  const { line, sent, closed } = slow();
  for (let n = 0; n < 512; n++) line.send(Buffer.from("x"), 1, null);
  expect(closed).toEqual([]);
  for (let n = 0; n < 3; n++) line.send(Buffer.from("x"), 1, null);
  expect([sent.length, closed]).toEqual([512, [4408]]);
});

it("a batch counts as the messages it holds", () => {
  const { line, sent, closed } = slow();
  line.send(Buffer.from("x"), 400, null);
  line.send(Buffer.from("x"), 112, null);
  expect([sent.length, closed]).toEqual([2, []]);
  line.send(Buffer.from("x"), 1, null);
  expect([sent.length, closed]).toEqual([2, [4408]]);
});

it("1 MiB waits, and no more; whoever takes what they are sent may have any number", () => {
  const { line, sent, closed, takeAll } = slow();
  for (let n = 0; n < 40; n++) {
    line.send(Buffer.alloc(60 * KIB), 1, null);
    if (n % 10 === 9) takeAll();
  }
  expect([sent.length, closed]).toEqual([40, []]);
  for (let n = 0; n < 20; n++) line.send(Buffer.alloc(60 * KIB), 1, null);
  expect([sent.length, closed]).toEqual([57, [4408]]);
});

it("of pointing only the newest waits, of each kind, and comes once they have caught up", () => {
  const { line, sent, closed, takeAll } = slow();
  const all = () => sent.slice(1).map(String);
  line.send(Buffer.alloc(65 * KIB), 1, null);
  for (let n = 1; n <= 600; n++) line.send(Buffer.from(`cursor ${n}`), 1, "cursor");
  line.send(Buffer.from("selection"), 1, "selection");
  expect([all(), closed]).toEqual([[], []]);
  takeAll();
  expect(all()).toEqual(["cursor 600", "selection"]);
  takeAll();
  line.send(Buffer.from("cursor 601"), 1, "cursor");
  expect(all().at(-1)).toBe("cursor 601");
  expect(closed).toEqual([]);
});

it("what people show of themselves is said again as a whole to whoever missed a part of it, once they have caught up", () => {
  const { line, sent, takeAll } = slow();
  let again = 0;
  line.again = () => {
    again += 1;
  };
  line.send(Buffer.from("before"), 1, "presence");
  line.send(Buffer.alloc(65 * KIB), 1, null);
  for (let n = 1; n <= 600; n++) line.send(Buffer.from(`part ${n}`), 1, "presence");
  expect([sent.length, again]).toEqual([2, 0]);
  takeAll();
  takeAll();
  expect([sent.length, again]).toEqual([2, 1]);
});

it("a diagram larger than all that goes to whoever has nothing waiting", () => {
  const { line, sent, closed } = slow();
  line.send(Buffer.alloc(8 * KIB * KIB), 1, null);
  expect([sent.length, closed]).toEqual([1, []]);
});
