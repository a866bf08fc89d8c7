import { z } from "zod";
import { toCsv } from "../../domain/csv";
import * as field from "../fields";
import { operation } from "../operation";
import { mayActForOwner, ownerMeant, standingOf } from "../standing";
import { choose, filterFields, type MemberRow, rowsOf } from "./member-rows";

const AT_ONCE = 500;
/** Also what an import reads, as far as it reads them. */
const COLUMNS = [
  "email",
  "name",
  "label",
  "team",
  "state",
  "since",
  "roles",
  "access",
  "last seen",
  "invitation ends",
] as const;

export const getMemberCsv = operation({
  method: "confer.pages.GetMemberCsv",
  grant: "users.collaboration.GetMembers",
  kind: "read",
  tokens: false,
  summary: "Give everybody who fits the filter as a table for spreadsheets, in the order asked for.",
  input: z.object({ ...filterFields, ownerUid: field.ownerUid() }),
  output: z.strictObject({ csv: z.string(), rows: z.number() }),
  owner: ownerMeant,
  load: standingOf,
  allow: (at) => mayActForOwner(at, at.facts),
  handle: async (at) => {
    const { people, teams } = await choose(at, at.input);
    const lines: string[][] = [[...COLUMNS]];
    for (let from = 0; from < people.length; from += AT_ONCE) {
      for (const row of await rowsOf(at, people.slice(from, from + AT_ONCE), teams)) lines.push(line(row));
    }
    return { csv: toCsv(lines), rows: people.length };
  },
});

const line = (row: MemberRow): string[] => [
  row.email,
  row.name,
  row.label,
  row.team,
  row.state,
  row.since,
  row.roles.map(({ name }) => name).join("; "),
  row.shares.map(({ type, name, roles }) => `${type} ${name}: ${roles.map((one) => one.name).join(", ")}`).join("; "),
  row.lastSeen ?? "",
  row.invitedUntil ?? "",
];
