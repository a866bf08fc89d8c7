import { z } from "zod";
import * as field from "../fields";
import { operation } from "../operation";
import { mayActForOwner, ownerMeant, standingOf } from "../standing";
import { choose, filterFields, memberRow, rowsOf, shownStates } from "./member-rows";

const LARGEST_PAGE = 200;

const memberPage = z.strictObject({
  rows: z.array(memberRow),
  /** How many fit the filter, how many there are at all, and how many of each state fit everything but `state`. */
  total: z.number(),
  all: z.number(),
  counts: z.record(z.enum(shownStates), z.number()),
});
export type MemberPage = z.infer<typeof memberPage>;

export const getMemberPage = operation({
  method: "confer.pages.GetMemberPage",
  grant: "users.collaboration.GetMembers",
  kind: "read",
  tokens: false,
  summary: "List one page of the people the owner works with, searched, filtered and sorted, with what each holds.",
  input: z.object({
    ...filterFields,
    startRow: field.count(1_000_000).optional(),
    resultCount: field.count(LARGEST_PAGE).optional(),
    ownerUid: field.ownerUid(),
  }),
  output: memberPage,
  owner: ownerMeant,
  load: standingOf,
  allow: (at) => mayActForOwner(at, at.facts),
  handle: async (at) => {
    const { people, teams, all, counts } = await choose(at, at.input);
    const from = at.input.startRow ?? 0;
    const rows = await rowsOf(at, people.slice(from, from + (at.input.resultCount ?? LARGEST_PAGE)), teams);
    return { rows, total: people.length, all, counts };
  },
});
