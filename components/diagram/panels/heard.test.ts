import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CellEdit } from "@/lib/domain/diagram/apply";
import { Heard, type Summary } from "./heard";

const ANA = 1;
const BEN = 2;
const moved = (id: string): CellEdit => ({ id, operation: "update", data: { id, shape: "process", position: {} } });
const named = (id: string): CellEdit => ({ id, operation: "update", data: { attrs: {} } });
const added = (id: string): CellEdit => ({ id, operation: "add", data: { id, shape: "process" } });
const removed = (id: string): CellEdit => ({ id, operation: "remove" });

let told: { at: number; summaries: Summary[] }[];
let heard: Heard;
let start: number;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  start = Date.now();
  heard = new Heard((summaries) => told.push({ at: Date.now() - start, summaries }));
});
afterEach(() => void vi.useRealTimers());

const lists = ({ by, ...lists }: Summary) => [by, ...Object.entries(lists).filter(([, ids]) => ids.length > 0)];

test("44: edits of ten seconds are told at most every three, and none is lost", () => {
  for (let n = 0; n < 100; n++) {
    heard.hear(ANA, [moved(`cell ${n}`)]);
    vi.advanceTimersByTime(100);
  }
  vi.advanceTimersByTime(3_000);
  const gaps = told.slice(1).map(({ at }, n) => at - told[n]!.at);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(3_000);
  expect(told[0]!.at).toBeLessThan(1_000);
  expect(told.flatMap(({ summaries }) => summaries.flatMap((one) => one.moved)).length).toBe(100);
});

test("each person is told apart, and each cell once by what tells most", () => {
  heard.hear(ANA, [moved("a"), named("a"), moved("a"), moved("b")]);
  heard.hear(BEN, [added("c"), named("c"), added("d"), removed("d"), removed("e")]);
  vi.advanceTimersByTime(1_000);
  expect(told.map(({ summaries }) => summaries.map(lists))).toEqual([
    [
      [ANA, ["moved", ["b"]], ["changed", ["a"]]],
      [BEN, ["added", ["c"]], ["removed", ["e"]]],
    ],
  ]);
});

test("what came and went between two tellings is not told at all", () => {
  heard.hear(BEN, [added("a")]);
  heard.hear(BEN, [removed("a")]);
  vi.advanceTimersByTime(10_000);
  expect(told).toEqual([]);
});
