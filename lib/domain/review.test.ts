import { expect, it } from "vitest";
import { suggest } from "./review";

const TODAY = 20_000;

it.each([
  ["somebody who used it yesterday keeps it", { sinceDay: 1, lastUse: TODAY - 1, onlyLooked: false }, "keep"],
  ["somebody who only looked can do with less", { sinceDay: 1, lastUse: TODAY - 1, onlyLooked: true }, "reduce"],
  [
    "what nobody used for 30 days is better taken away",
    { sinceDay: 1, lastUse: TODAY - 30, onlyLooked: false },
    "remove",
  ],
  ["so is what nobody ever used", { sinceDay: 1, lastUse: null, onlyLooked: false }, "remove"],
  ["of whom came last week nothing can be said", { sinceDay: TODAY - 7, lastUse: null, onlyLooked: false }, "new"],
] as const)("%s", (_, of, expected) => expect(suggest(of, TODAY)).toBe(expected));
