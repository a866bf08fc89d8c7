import { expect, it } from "vitest";
import type { Whole } from "./albums";
import { lastOnDesk, layOnDesk, onDesk } from "./desk";

const whole = (name: string, id = 7) => ({ collaboration: { display_name: name }, members: [{ id }] }) as Whole;

it("a write finds what the one before it laid back, and nothing once another came between", () => {
  const first = whole("first");
  layOnDesk(1, 5, first);
  expect(onDesk(1, 5, 7)).toBe(first);
  expect(lastOnDesk(1, 7)).toEqual({ version: 5, whole: first });
  expect(onDesk(1, 6, 7)).toBeUndefined();
  expect(onDesk(2, 5, 7)).toBeUndefined();
  layOnDesk(1, 6, null);
  expect(lastOnDesk(1, 7)).toBeUndefined();
});

it("what lay there stays only where the next write is the one that follows", () => {
  const [first, second] = [whole("first"), whole("second", 8)];
  layOnDesk(4, 5, first);
  layOnDesk(4, 6, second);
  expect(onDesk(4, 6, 7)).toBe(first);
  layOnDesk(4, 8, second);
  expect(lastOnDesk(4, 7)).toBeUndefined();
  expect(onDesk(4, 8, 8)).toBe(second);
});
