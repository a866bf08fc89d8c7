import { expect, test } from "vitest";
import { drawn, kept } from "../../scripts/icons.mjs";

test("the picture has every icon of the list, as Lucide draws it (else: node scripts/icons.mjs)", () => {
  expect(kept()).toBe(drawn());
});
