import { z } from "zod";
import { memberStatuses } from "../../domain/collaboration";
import { judgeCells } from "../../domain/matrix";
import { locate } from "../../domain/reach";
import { namesOf } from "../company";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { matrixFields, membershipsOf, sidesOf } from "./matrix";
import { mayLookAround, SHOWS_PLACES } from "./sighted";

const MOST = 200;
const int = z.number().int();

const kind = z.strictObject({
  level: z.enum(["direct", "group", "base"]),
  /** The strongest first. */
  roles: z.array(z.string()),
  strength: z.enum(["looks", "changes", "deletes"]),
  denies: z.boolean(),
});
const human = z.strictObject({
  memberId: int,
  name: z.string(),
  email: z.string(),
  state: z.enum(memberStatuses),
  teams: z.array(z.string()),
});
const matrix = z.strictObject({
  people: z.array(human),
  environments: z.array(z.strictObject({ appid: z.string(), name: z.string(), shownAs: z.string() })),
  kinds: z.array(kind),
  /** A row a person: for each environment the place in `kinds`, or -1 for no access. */
  cells: z.array(z.array(int)),
  totalPeople: int,
  totalEnvironments: int,
});
export type Matrix = z.infer<typeof matrix>;
export type MatrixKind = z.infer<typeof kind>;

export const getMatrix = operation({
  method: "confer.pages.GetMatrix",
  grant: SHOWS_PLACES,
  kind: "read",
  tokens: false,
  summary:
    "Show who holds what on which environment: a part of the table of all people by all environments; to a delegate by those they see.",
  input: z.object({
    ...matrixFields,
    startRow: field.count(1_000_000).optional(),
    resultCount: field.count(MOST).optional(),
    startColumn: field.count(1_000_000).optional(),
    columnCount: field.count(MOST).optional(),
  }),
  output: matrix,
  owner: ownerMeant,
  load: sidesOf,
  allow: mayLookAround,
  handle: async (at) => {
    const { estate, company, people, environments } = at.facts;
    const { startRow = 0, resultCount = MOST, startColumn = 0, columnCount = MOST } = at.input;
    const rows = people.slice(startRow, startRow + resultCount);
    const columns = environments.slice(startColumn, startColumn + columnCount);
    const places = columns.map(({ appid }) => locate(estate.world, { type: "ENV", id: appid }));
    const { kinds, cell } = judgeCells(estate.world);
    const cells = rows.map((row) => {
      const memberships = membershipsOf(company, row);
      return places.map((place) => cell(memberships, place));
    });
    const names = await namesOf(
      at,
      rows.map(({ entries }) => entries[0]!),
    );
    return {
      people: rows.map(({ entries, state }) => ({
        memberId: entries[0]!.id,
        name: names.get(entries[0]!.id)!,
        email: entries[0]!.email,
        state,
        teams: entries.flatMap(({ collaborationId }) => estate.teams.get(collaborationId) ?? []),
      })),
      environments: columns.map(({ appid, name, shownAs }) => ({ appid, name, shownAs })),
      kinds: kinds.map(({ roleIds, ...rest }) => ({ ...rest, roles: roleIds.map((id) => estate.roles.get(id)!.name) })),
      cells,
      totalPeople: people.length,
      totalEnvironments: environments.length,
    };
  },
});
