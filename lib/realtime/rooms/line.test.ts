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
      write(bytes: Buffer, taken: () => void) {
        sent.push(bytes);
        socket.bufferedAmount += bytes.length;
        takes.push(() => {
          socket.bufferedAmount -= bytes.length;
          taken();
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
  for (let n = 0; n < 512; n++) line.send(Buffer.from("x"), 1, false);
  expect(closed).toEqual([]);
  for (let n = 0; n < 3; n++) line.send(Buffer.from("x"), 1, false);
  expect([sent.length, closed]).toEqual([512, [4408]]);
});

it("a batch counts as the messages it holds", () => {
  const { line, sent, closed } = slow();
  line.send(Buffer.from("x"), 400, false);
  line.send(Buffer.from("x"), 112, false);
  expect([sent.length, closed]).toEqual([2, []]);
  line.send(Buffer.from("x"), 1, false);
  expect([sent.length, closed]).toEqual([2, [4408]]);
});

it("1 MiB waits, and no more; whoever takes what they are sent may have any number", () => {
  const { line, sent, closed, takeAll } = slow();
  for (let n = 0; n < 40; n++) {
    line.send(Buffer.alloc(60 * KIB), 1, false);
    if (n % 10 === 9) takeAll();
  }
  expect([sent.length, closed]).toEqual([40, []]);
  for (let n = 0; n < 20; n++) line.send(Buffer.alloc(60 * KIB), 1, false);
  expect([sent.length, closed]).toEqual([57, [4408]]);
});

it("pointing is left out first", () => {
  const { line, sent, closed, takeAll } = slow();
  line.send(Buffer.alloc(65 * KIB), 1, false);
  line.send(Buffer.from("cursor"), 1, true);
  expect([sent.length, closed]).toEqual([1, []]);
  takeAll();
  line.send(Buffer.from("cursor"), 1, true);
  expect(sent.length).toBe(2);
});

it("a diagram larger than all that goes to whoever has nothing waiting", () => {
  const { line, sent, closed } = slow();
  line.send(Buffer.alloc(8 * KIB * KIB), 1, false);
  expect([sent.length, closed]).toEqual([1, []]);
});
