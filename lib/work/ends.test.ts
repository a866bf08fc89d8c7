import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ring } from "../bell";
import { openEndsClock } from "./ends";

vi.mock("../fault", () => ({ logFault: () => {} }));
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const MOST = 1_000;
const found = (...owners: number[]) => owners.map((owner) => ({ owner, in: 0 }));
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const ends = (owner: number) => ring({ owner, version: 2, method: "confer.access.SetShareEnd" });

it("what could not be told is tried again within a second, and again ever more seldom; whoever else is due does not wait for it", async () => {
  const told: [number, number][] = [];
  let fails = 3;
  const began = Date.now();
  const settle = vi.fn(async (owner: number) => {
    if (owner === 1 && fails-- > 0) throw new Error("The database has not answered.");
    told.push([owner, Date.now() - began]);
  });
  const due = vi.fn(async () => found(1, 2)).mockResolvedValueOnce(found(1, 2));
  const clock = openEndsClock(due, settle);
  await pass(100);
  expect(told).toEqual([[2, 5]]);
  due.mockResolvedValue(found(1));
  // What rings meanwhile does not make it come sooner, nor at once as often as it rings.
  for (let n = 0; n < 50; n++) ends(3);
  await pass(450);
  expect(settle.mock.calls.filter(([owner]) => owner === 1)).toHaveLength(2);
  await pass(4_000);
  expect(told).toHaveLength(2);
  expect(told[1]![1]).toBeLessThan(4_000);
  due.mockResolvedValue([]);
  await clock.close();
});

it("a look that failed is made again at once, not at the next hour it would be made", async () => {
  const settle = vi.fn(async () => {});
  const due = vi.fn(async () => found(1)).mockRejectedValueOnce(new Error("The database has not answered."));
  const clock = openEndsClock(due, settle);
  await pass(600);
  expect(settle).toHaveBeenCalledWith(1);
  await clock.close();
});

it("a thousand ends set at once cost a look or two, and none of them is missed", async () => {
  const settle = vi.fn(async () => {});
  let answer = () => {};
  const due = vi
    .fn(async () => found())
    .mockImplementationOnce(
      () =>
        new Promise((done) => {
          answer = () => done([]);
        }),
    );
  const clock = openEndsClock(due, settle);
  await pass(1);
  due.mockResolvedValue(found(7));
  for (let n = 0; n < 1_000; n++) ends(7);
  answer();
  await pass(50);
  expect(due.mock.calls.length).toBe(2);
  expect(settle).toHaveBeenCalledWith(7);
  await clock.close();
});

it("where more are due than are asked for at once, the others are asked for as soon as those are told", async () => {
  const settle = vi.fn(async (_: number) => {});
  const first = Array.from({ length: MOST }, (_, n) => ({ owner: n + 1, in: 0 }));
  const due = vi.fn(async () => found(5_000)).mockResolvedValueOnce(first);
  const clock = openEndsClock(due, settle);
  await pass(1_000);
  expect(new Set(settle.mock.calls.map(([owner]) => owner)).size).toBe(MOST + 1);
  await clock.close();
});

it("one that is being told of is not begun a second time; closed, nothing is begun any more", async () => {
  let done = () => {};
  const settle = vi.fn(
    () =>
      new Promise<void>((end) => {
        done = end;
      }),
  );
  const due = vi.fn(async () => found(1));
  const clock = openEndsClock(due, settle);
  await pass(10);
  for (let n = 0; n < 5; n++) {
    ends(1);
    await pass(20);
  }
  expect(settle).toHaveBeenCalledTimes(1);
  const closing = clock.close();
  done();
  await closing;
  await pass(60_000);
  expect(settle).toHaveBeenCalledTimes(1);
});
