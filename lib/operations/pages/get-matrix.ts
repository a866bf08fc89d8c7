import { z } from "zod";
import { memberStatuses } from "../../domain/collaboration";
import { modelRoles } from "../../domain/diagram/rights";
import { namesOf } from "../company";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { type Human, matrixFields, sidesOf } from "./matrix";
import { mayLookAround, SHOWS_PLACES } from "./sighted";
import { tableOf } from "./table";

const MOST = 200;
const int = z.number().int();

const kind = z.strictObject({
  /** `list`: by a threat model's own list. */
  level: z.enum(["direct", "group", "base", "list"]),
  /** The strongest first. */
  roles: z.array(z.string()),
  /** On a threat model; null for an environment. */
  role: z.enum(modelRoles).nullable(),
  strength: z.enum(["looks", "changes", "deletes"]),
  denies: z.boolean(),
  /** They have it, or have not, whatever state they are in; null where that decides. */
  now: z.boolean().nullable(),
});
const human = z.strictObject({
  /** Null, as is the state, for whoever is only on the own list of a threat model. */
  memberId: int.nullable(),
  name: z.string(),
  email: z.string(),
  state: z.enum(memberStatuses).nullable(),
  /** What lists call them whom no membership binds to an account: by account, or by an address that nobody has one under. */
  listed: z.enum(["account", "address"]).nullable(),
  teams: z.array(z.string()),
});
const matrix = z.strictObject({
  people: z.array(human),
  /** Environments or threat models. */
  columns: z.array(z.strictObject({ id: z.string(), name: z.string(), shownAs: z.string() })),
  kinds: z.array(kind),
  /** A row a person: for each column the place in `kinds`, or -1 for no access. */
  cells: z.array(z.array(int)),
  totalPeople: int,
  totalColumns: int,
});
export type Matrix = z.infer<typeof matrix>;
export type MatrixKind = z.infer<typeof kind>;

export const getMatrix = operation({
  method: "confer.pages.GetMatrix",
  grant: SHOWS_PLACES,
  kind: "read",
  tokens: false,
  summary:
    "Show who holds what on which environment, or threat model: a part of the table of all people by all of those; to a delegate by those they see.",
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
    const { estate, people } = at.facts;
    const { startRow = 0, resultCount = MOST, startColumn = 0, columnCount = MOST } = at.input;
    const rows = people.slice(startRow, startRow + resultCount);
    const end = startColumn + columnCount;
    const table = tableOf(at.facts);
    const cells = rows.map((row) => table.row(row, startColumn, end));
    const names = await namesOf(
      at,
      rows.flatMap(({ entries }) => entries[0] ?? []),
    );
    return {
      people: rows.map(({ entries, state, listed }) => ({
        memberId: entries[0]?.id ?? null,
        name: names.get(entries[0]?.id ?? 0) ?? listed!.name,
        email: entries[0]?.email ?? listed!.email,
        state,
        listed: calledOn({ entries, listed }),
        teams: entries.flatMap(({ collaborationId }) => estate.teams.get(collaborationId) ?? []),
      })),
      columns: table.columns.slice(startColumn, end),
      kinds: table
        .kinds()
        .map(({ roleIds, ...rest }) => ({ ...rest, roles: roleIds.map((id) => estate.roles.get(id)!.name) })),
      cells,
      totalPeople: people.length,
      totalColumns: table.columns.length,
    };
  },
});

const calledOn = ({ entries, listed }: Pick<Human, "entries" | "listed">): "account" | "address" | null => {
  if (!listed || entries.some(({ uid }) => uid !== null)) return null;
  return listed.uid === null ? "address" : "account";
};
