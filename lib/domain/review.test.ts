import { expect, it } from "vitest";
import { reasonOf, suggest } from "./review";

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

it.each([
  ["what is used needs no other reason, whoever uses it", "keep", "SUSPENDED", true, "used"],
  ["whoever only looked is told so", "reduce", "ACTIVE", true, "looked"],
  ["what was used some time ago is told apart from what was not", "remove", "ACTIVE", true, "usedBefore"],
  ["what nobody used for long is told so", "remove", "ACTIVE", false, "unused"],
  ["an invitation that waits is no lack of use", "remove", "PENDING", false, "invited"],
  ["a fresh one neither", "new", "PENDING", false, "invitedLately"],
  ["somebody suspended could not use it", "remove", "SUSPENDED", true, "suspended"],
  ["nor could they since yesterday", "new", "SUSPENDED", false, "suspendedLately"],
  ["of what was given lately nothing can be said", "new", "ACTIVE", false, "new"],
] as const)("%s", (_, suggestion, state, used, expected) =>
  expect(reasonOf({ suggestion, state, used })).toBe(expected),
);
