import { z } from "zod";
import { csvLines, toCsv } from "../../domain/csv";
import { judgeCells, type Kind } from "../../domain/matrix";
import { locate } from "../../domain/reach";
import { namesOf } from "../company";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { matrixFields, membershipsOf, type Sides, sidesOf } from "./matrix";
import { mayLookAround, SHOWS_PLACES } from "./sighted";

/** Cells that are judged in one go: some hundredths of a second. */
const CELLS_A_PIECE = 20_000;

export const getMatrixCsv = operation({
  method: "confer.pages.GetMatrixCsv",
  grant: SHOWS_PLACES,
  kind: "read",
  tokens: false,
  summary: "Give the whole table of people by environments that fits the filter, for spreadsheets.",
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
      people.map(({ entries }) => entries[0]!),
    );
    return { rows: people.length, pieces: piecesOf(at.facts, (id) => names.get(id)!) };
  },
});

function* piecesOf(
  { estate, company, people, environments }: Sides,
  nameOf: (id: number) => string,
): Generator<string> {
  yield toCsv([["email", "name", "state", ...environments.map(({ name }) => name)]]);
  const places = environments.map(({ appid }) => locate(estate.world, { type: "ENV", id: appid }));
  const { kinds, cell } = judgeCells(estate.world);
  const written: string[] = [];
  const wordsOf = (kind: number) => {
    if (kind < 0) return "";
    written[kind] ??= inWords(kinds[kind]!, (id) => estate.roles.get(id)!.name);
    return written[kind];
  };
  const size = Math.max(1, Math.floor(CELLS_A_PIECE / Math.max(1, places.length)));
  for (let from = 0; from < people.length; from += size) {
    const lines = people.slice(from, from + size).map((human) => {
      const { id, email } = human.entries[0]!;
      const memberships = membershipsOf(company, human);
      return [email, nameOf(id), human.state, ...places.map((place) => wordsOf(cell(memberships, place)))];
    });
    yield csvLines(lines);
  }
}

/** "Developer, Viewer (group, denies some)": as neutral as the other tables for spreadsheets. */
const inWords = ({ roleIds, level, denies }: Kind, nameOf: (id: number) => string): string =>
  `${roleIds.map(nameOf).join(", ")} (${level}${denies ? ", denies some" : ""})`;
