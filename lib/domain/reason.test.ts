import { expect, it } from "vitest";
import { REASON } from "./reason";
import { refusedStep } from "./refused-step";

it("every reason has a number of its own, whose hundred is the result it comes with (D11)", () => {
  const numbers = Object.values(REASON);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers.filter((n) => n < 101 || n > 599)).toEqual([]);
  expect(refusedStep("invite", "ACTIVE", "Ben").detail.reason).toBe(REASON.memberThere);
  expect(refusedStep("suspend", "LEFT", "Ben").detail.reason).toBe(REASON.memberElsewhere);
});
