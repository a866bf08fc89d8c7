import { expect, it } from "vitest";
import { within } from "./within";

it("waits for an answer, and not for ever", async () => {
  expect(await within(Promise.resolve(7), 5)).toBe(7);
  await expect(within(Promise.reject(new Error("no")), 5)).rejects.toThrow("no");
  await expect(within(new Promise(() => {}), 5)).rejects.toThrow("has not answered");
});
