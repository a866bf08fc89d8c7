import fc from "fast-check";
import { expect, test } from "vitest";
import { write, writtenOnce } from "./written-once";

test("what is written once reads as if it had been written each time", () => {
  fc.assert(
    fc.property(fc.array(fc.object()), fc.json(), (things, other) => {
      const shared = things.map((thing) => writtenOnce({ thing }));
      const answer = { first: shared, other, again: [...shared, { deeper: shared }], n: 1 };
      const plain = JSON.stringify({
        first: things.map((thing) => ({ thing })),
        other,
        again: [...things.map((thing) => ({ thing })), { deeper: things.map((thing) => ({ thing })) }],
        n: 1,
      });
      expect(write(answer)).toBe(plain);
      expect(write(answer)).toBe(plain);
      expect(JSON.stringify(answer)).toBe(plain);
    }),
  );
});

test("a text that looks like a mark stays a text", () => {
  const shared = writtenOnce({ a: 1 });
  for (const text of ["once 0", '"\\u0000once 0"', "\\u0000once 0", "$1 $& $'"]) {
    expect(JSON.parse(write([shared, text]))).toEqual([{ a: 1 }, text]);
  }
});
