import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { WebSocket } from "ws";
import type { Event } from "../../domain/diagram/room";
import { throttle } from "./pace";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("S-56: what somebody shows of themselves costs the room 25 steps a second, however often they say it; the newest of each member counts", () => {
  const passed: Event[] = [];
  const ws = { pause: () => {}, resume: () => {} } as unknown as WebSocket;
  const pace = throttle(ws, (event) => void passed.push(event));
  const said = (said: object) => pace.take({ is: "presence", socket: "s", said });
  said({ cursor: { x: 0, y: 0 } });
  expect(passed).toHaveLength(1);
  said({ holding: "a" });
  for (let x = 1; x <= 5_000; x++) {
    said({ cursor: { x, y: 0 } });
    if (x % 5 === 0) vi.advanceTimersByTime(1);
  }
  vi.advanceTimersByTime(40);
  expect(passed.length).toBeLessThanOrEqual(27);
  expect(passed[1]).toMatchObject({ said: { holding: "a" } });
  expect(passed.at(-1)).toEqual({ is: "presence", socket: "s", said: { cursor: { x: 5_000, y: 0 } } });
  pace.stop();
  vi.advanceTimersByTime(1_000);
  expect(passed.length).toBeLessThanOrEqual(27);
});
