import { expect, test } from "vitest";
import { addressesIn } from "./addresses";

test("addresses are found however they are pasted, each once, with the name before them", () => {
  expect(addressesIn('Ann <a@x.org>, b@y.org; c@z.org\n"Dora, Q" <d@x.org>\nA@x.org\t\n ')).toEqual([
    { address: "a@x.org", label: "Ann" },
    { address: "b@y.org", label: "" },
    { address: "c@z.org", label: "" },
    { address: "Dora", label: "" },
    { address: "d@x.org", label: "Q" },
  ]);
});

test("what is no address stays, so that somebody says so; nothing is nothing", () => {
  expect(addressesIn("nobody")).toEqual([{ address: "nobody", label: "" }]);
  expect(addressesIn(" ;,\n")).toEqual([]);
});
