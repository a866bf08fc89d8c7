import { z } from "zod";
import type { Db } from "../../../db/client";
import { environmentsOf } from "../../../db/environments";
import { fold } from "../../domain/fold";
import { finds } from "../company";
import * as field from "../fields";
import { everyModel } from "../models";
import { operation } from "../operation";
import { yes } from "../verdict";
import { type ModelLine, modelLine, modelLines } from "./threat-models";

const LARGEST_PAGE = 1_000;
const int = z.number().int();

const input = z.object({
  search: field.text(200).optional(),
  /** Of the caller's own account, or of others'. */
  whose: z.enum(["mine", "others"]).optional(),
  /** Somebody is in one of its diagrams now, or nobody is. */
  now: z.enum(["live", "quiet"]).optional(),
  /** The appid of the environment they are attached to. */
  environment: field.text().optional(),
  /** The path of a group that their environment is in, at any depth. */
  group: field.text(2000).optional(),
  /** Only those that are attached to an environment at all. */
  attached: field.flag().optional(),
  /** This one alone. */
  id: field.uuid().optional(),
  sort: z.enum(["changed", "name"]).optional(),
  startRow: field.count(1_000_000).optional(),
  resultCount: field.count(LARGEST_PAGE).optional(),
  /** Of this account alone. */
  ownerUid: field.id().optional(),
});

export const getThreatModels = operation({
  method: "confer.pages.GetThreatModels",
  grant: "threatmodel.model.GetThreatModels",
  kind: "read",
  tokens: false,
  inView: true,
  summary: "List the threat models one has a role on, each with its diagrams and who is in them now.",
  input,
  output: z.strictObject({
    models: z.array(modelLine),
    /** How many fit, and how many there are at all. */
    total: int,
    all: int,
  }),
  load: everyModel,
  allow: () => yes("They see those they have a role on."),
  handle: async (at) => {
    const { ownerUid, id, group, startRow = 0, resultCount = LARGEST_PAGE, sort } = at.input;
    const lines: ModelLine[] = [];
    let all = 0;
    for (const { owner, models } of at.facts) {
      if (ownerUid !== undefined && owner !== ownerUid) continue;
      all += models.length;
      const inside = group === undefined ? null : await insideOf(at.db, owner, group);
      const meant = models.filter(
        ({ model }) =>
          (id === undefined || model.id === id) &&
          (!inside || (model.environment !== null && inside.has(model.environment))),
      );
      lines.push(...(await modelLines(at, owner, meant)));
    }
    const fitting = lines.filter(fits(at.input)).sort(sort === "name" ? byName : byChange);
    return { models: fitting.slice(startRow, startRow + resultCount), total: fitting.length, all };
  },
});

/** The appids of the environments in this group and in those inside it. */
async function insideOf(db: Db, owner: number, group: string): Promise<ReadonlySet<string>> {
  const isInside = (path: string) => path === group || path.startsWith(`${group}/`);
  const all = await environmentsOf(db, owner);
  return new Set(all.flatMap(({ appid, groups }) => (groups.some(isInside) ? appid : [])));
}

function fits({ search, whose, now, environment, attached }: z.output<typeof input>) {
  const isFound = finds(search);
  return (line: ModelLine): boolean => {
    if (whose && line.own !== (whose === "mine")) return false;
    if (environment !== undefined && line.environment?.appid !== environment) return false;
    if (attached && !line.environment) return false;
    if (now && isLive(line) !== (now === "live")) return false;
    return isFound(fold(wordsOf(line)));
  };
}

const wordsOf = ({ name, description, environment, owner, diagrams }: ModelLine): string =>
  [name, description, environment?.name, environment?.shownAs, owner.name, ...diagrams.map((one) => one.name)].join(
    " ",
  );

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byName = (a: ModelLine, b: ModelLine): number => compared(fold(a.name), fold(b.name));
const isLive = ({ diagrams }: ModelLine): boolean => diagrams.some(({ here }) => here.length > 0);
/** Those somebody is in come first; then whatever was changed last. */
const byChange = (a: ModelLine, b: ModelLine): number =>
  Number(isLive(b)) - Number(isLive(a)) || compared(b.changedAt, a.changedAt) || compared(fold(a.name), fold(b.name));
