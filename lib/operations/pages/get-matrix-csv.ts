import { z } from "zod";
import { csvLines, toCsv } from "../../domain/csv";
import { namesOf } from "../company";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { LISTED, matrixFields, type Sides, sidesOf } from "./matrix";
import { mayLookAround, SHOWS_PLACES } from "./sighted";
import { type CellKind, tableOf } from "./table";

/** Cells that are judged in one go: some hundredths of a second. */
const CELLS_A_PIECE = 20_000;

export const getMatrixCsv = operation({
  method: "confer.pages.GetMatrixCsv",
  grant: SHOWS_PLACES,
  kind: "read",
  tokens: false,
  summary:
    "Give the whole table of people by environments, or by threat models, that fits the filter, for spreadsheets.",
  input: z.object(matrixFields),
  /** All of one moment; each piece is judged when it is asked for. */
  output: z.strictObject({ rows: z.number().int(), pieces: z.custom<Iterable<string>>() }),
  owner: ownerMeant,
  load: sidesOf,
  allow: mayLookAround,
  handle: async (at) => {
    const { people } = at.facts;
    const names = await namesOf(
      at,
      people.flatMap(({ entries }) => entries[0] ?? []),
    );
    return { rows: people.length, pieces: piecesOf(at.facts, names) };
  },
});

function* piecesOf(sides: Sides, names: ReadonlyMap<number, string>): Generator<string> {
  const { estate, people } = sides;
  const { columns, kinds, row } = tableOf(sides);
  yield toCsv([["email", "name", "state", ...columns.map(({ name }) => name)]]);
  const written: string[] = [];
  const size = Math.max(1, Math.floor(CELLS_A_PIECE / Math.max(1, columns.length)));
  for (let from = 0; from < people.length; from += size) {
    const piece = people.slice(from, from + size).map((human) => ({ human, cells: row(human, 0, columns.length) }));
    for (const kind of kinds().slice(written.length)) {
      written.push(inWords(kind, (id) => estate.roles.get(id)!.name));
    }
    yield csvLines(
      piece.map(({ human, cells }) => {
        const { entries, listed, state } = human;
        const { email } = entries[0] ?? listed!;
        return [
          email,
          names.get(entries[0]?.id ?? 0) ?? listed!.name,
          state ?? LISTED,
          ...cells.map((kind) => written[kind] ?? ""),
        ];
      }),
    );
  }
}

/** "Developer, Viewer (group, denies some)", or "writer (list)": as neutral as the other tables for spreadsheets. */
const inWords = ({ role, roleIds, level, denies }: CellKind, nameOf: (id: number) => string): string =>
  `${role ?? roleIds.map(nameOf).join(", ")} (${level}${denies ? ", denies some" : ""})`;
