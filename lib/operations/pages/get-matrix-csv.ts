import { z } from "zod";
import { toCsv } from "../../domain/csv";
import { judgeCells, type Kind } from "../../domain/matrix";
import { locate } from "../../domain/reach";
import { Refusal } from "../../domain/refusal";
import { namesOf } from "../company";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { matrixFields, membershipsOf, sidesOf } from "./matrix";
import { mayLookAround, SHOWS_PLACES } from "./sighted";

const MOST_CELLS = 500_000;

export const getMatrixCsv = operation({
  method: "confer.pages.GetMatrixCsv",
  grant: SHOWS_PLACES,
  kind: "read",
  tokens: false,
  summary: "Give the whole table of people by environments that fits the filter, for spreadsheets.",
  input: z.object(matrixFields),
  output: z.strictObject({ csv: z.string(), rows: z.number().int() }),
  owner: ownerMeant,
  load: sidesOf,
  allow: mayLookAround,
  handle: async (at) => {
    const { estate, company, people, environments } = at.facts;
    if (people.length * environments.length > MOST_CELLS) {
      throw new Refusal("limit", `At most ${MOST_CELLS} cells in one table: choose a group, or search for people.`);
    }
    const places = environments.map(({ appid }) => locate(estate.world, { type: "ENV", id: appid }));
    const names = await namesOf(
      at,
      people.map(({ entries }) => entries[0]!),
    );
    const { kinds, cell } = judgeCells(estate.world);
    const written: string[] = [];
    const wordsOf = (kind: number) => {
      if (kind < 0) return "";
      written[kind] ??= inWords(kinds[kind]!, (id) => estate.roles.get(id)!.name);
      return written[kind];
    };
    const lines = people.map((human) => {
      const { id, email } = human.entries[0]!;
      const memberships = membershipsOf(company, human);
      return [email, names.get(id)!, human.state, ...places.map((place) => wordsOf(cell(memberships, place)))];
    });
    return {
      csv: toCsv([["email", "name", "state", ...environments.map(({ name }) => name)], ...lines]),
      rows: lines.length,
    };
  },
});

/** "Developer, Viewer (group, denies some)": as neutral as the other tables for spreadsheets. */
const inWords = ({ roleIds, level, denies }: Kind, nameOf: (id: number) => string): string =>
  `${roleIds.map(nameOf).join(", ")} (${level}${denies ? ", denies some" : ""})`;
