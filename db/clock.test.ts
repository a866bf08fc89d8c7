import { afterEach, describe, expect, it, vi } from "vitest";
import { heardNow, lastsUntil, nowThere, stillLasts } from "./clock";

const HOUR = 3_600_000;

/** A process whose two clocks are set by the test. */
function clocks(steady: number, wall: number) {
  vi.spyOn(performance, "now").mockImplementation(() => steady);
  vi.spyOn(Date, "now").mockImplementation(() => wall);
  return (bySteady: number, byWall = bySteady) => {
    steady += bySteady;
    wall += byWall;
  };
}
afterEach(() => void vi.restoreAllMocks());

describe("what ends is not relied on past its end", () => {
  it("counted from before it was asked for, however long the answer took", () => {
    const pass = clocks(1_000, 5_000_000);
    const askedAt = performance.now();
    pass(800);
    const lasts = lastsUntil(77_000_000, 77_000_000 - 2_000, askedAt);
    pass(1_100);
    expect(stillLasts(lasts)).toBe(true);
    pass(100);
    expect(stillLasts(lasts)).toBe(false);
    expect(stillLasts(lastsUntil(null, 0, 0))).toBe(true);
  });

  it.each([
    ["the machine sleeps, and its own clock with it", 0, HOUR],
    ["the wall clock is set back", HOUR, -HOUR],
    ["the wall clock is set forward", 0, 2 * HOUR],
  ])("%s", (_, bySteady, byWall) => {
    const pass = clocks(1_000, 5_000_000);
    const lasts = lastsUntil(77_000_000 + HOUR, 77_000_000, performance.now());
    expect(stillLasts(lasts)).toBe(true);
    pass(bySteady, byWall);
    expect(stillLasts(lasts)).toBe(false);
  });
});

describe("what the database calls now", () => {
  it("is the quickest answer's, whatever becomes of the wall clock; a clock set back is heard of after a minute", () => {
    const pass = clocks(10_000_000, 5_000_000);
    const there = (at: number) => heardNow(at);
    there(900_000_000);
    expect(nowThere()).toBe(900_000_000);
    pass(3_000, -HOUR);
    // This answer was underway for two seconds.
    there(900_001_000);
    expect(nowThere()).toBe(900_003_000);
    pass(1_000);
    there(900_004_005);
    expect(nowThere()).toBe(900_004_005);
    pass(61_000);
    there(900_000_000);
    expect(nowThere()).toBe(900_000_000);
  });
});
