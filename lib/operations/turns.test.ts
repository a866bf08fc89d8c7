import { expect, test } from "vitest";
import { inTurn } from "./turns";

test("writes of one owner follow one another in their order, and nobody is forgotten", async () => {
  let running = 0;
  let most = 0;
  const done: number[] = [];
  const work = async (n: number) => {
    most = Math.max(most, ++running);
    await new Promise((ready) => setTimeout(ready, 1));
    running -= 1;
    done.push(n);
    if (n % 7 === 0) throw new Error("refused");
  };
  await Promise.allSettled(Array.from({ length: 50 }, (_, n) => inTurn(1, () => work(n))));
  expect(most).toBe(1);
  expect(done).toEqual(Array.from({ length: 50 }, (_, n) => n));
});

test("another owner does not wait", async () => {
  let free = () => {};
  const stuck = new Promise<void>((ready) => {
    free = ready;
  });
  const busy = Array.from({ length: 8 }, () => inTurn(1, () => stuck));
  await expect(inTurn(2, async () => "at once")).resolves.toBe("at once");
  free();
  await Promise.all(busy);
});
