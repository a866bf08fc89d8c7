import { expect, it } from "vitest";
import type { Whole } from "./albums";
import { layOnDesk, onDesk } from "./desk";

const whole = (name: string) => ({ collaboration: { display_name: name }, members: [{ id: 7 }] }) as Whole;
const committed = Promise.resolve(true);
const failed = Promise.resolve(false);

it("a write finds what the one before it laid back, and nothing once another came between", async () => {
  const first = whole("first");
  layOnDesk(1, 5, first, committed);
  expect(await onDesk(1, 5, 7)).toBe(first);
  expect(await onDesk(1, 6, 7)).toBeUndefined();
  expect(await onDesk(2, 5, 7)).toBeUndefined();
  layOnDesk(1, 6, null, committed);
  expect(await onDesk(1, 5, 7)).toBeUndefined();
});

it("waits until the commit is sure, and finds nothing where it failed", async () => {
  let tell = (_: boolean) => {};
  const open = new Promise<boolean>((known) => {
    tell = known;
  });
  layOnDesk(3, 5, whole("open"), open);
  const found = onDesk(3, 5, 7);
  tell(false);
  expect(await found).toBeUndefined();
});

it("what was laid upon a write that failed is not believed either", async () => {
  layOnDesk(4, 5, whole("never"), failed);
  layOnDesk(4, 6, { ...whole("next"), members: [{ id: 8 }] } as Whole, committed);
  expect(await onDesk(4, 6, 7)).toBeUndefined();
});
