import type { SealedRow } from "../../../db/journal-read";
import { environmentNamesOf } from "../../../db/roster";
import { type StepThen, stepsThen } from "../../domain/kept-decision";
import type { At } from "../operation";
import type { ToldStep } from "../told-steps";
import { dateWire } from "../wire/people";

type Row = Pick<SealedRow, "at" | "why">;
type Told = { why: string[]; chain: ToldStep[]; weighed: ToldStep[] };

/** The memberships that stood in somebody's way. */
export const membersIn = (rows: readonly Row[]): number[] =>
  rows.flatMap(({ why }) => {
    const { chain, weighed } = stepsThen(why);
    return [...chain, ...weighed].flatMap(({ step, counted, id }) =>
      step === "status" && !counted && typeof id === "number" ? id : [],
    );
  });

/** The decisions that the entries keep, with what shared things are called now. `members`: since when each is in their status. */
export async function stepsOf(
  { db, owner }: Pick<At<unknown>, "db" | "owner">,
  rows: readonly Row[],
  members: readonly { id: number; since: Date }[],
): Promise<(row: Row) => Told> {
  const kept = new Map(rows.map((row) => [row, stepsThen(row.why)]));
  const all = [...kept.values()].flatMap(({ chain, weighed }) => [...chain, ...weighed]);
  const appids = all.flatMap(({ place }) => (place?.type === "ENV" ? place.id : []));
  const names = await environmentNamesOf(db, owner, [...new Set(appids)]);
  const since = new Map(members.map((member) => [member.id, member.since]));
  return (row) => {
    const told = (one: StepThen) => toldStep(one, row, names, since);
    const { chain, weighed } = kept.get(row)!;
    const why = Array.isArray(row.why) ? row.why.map(String) : chain.map((one) => one.why);
    return { why, chain: chain.map(told), weighed: weighed.map(told) };
  };
}

function toldStep(
  { place, ended, id, ...one }: StepThen,
  { at }: Row,
  names: ReadonlyMap<string, string>,
  since: ReadonlyMap<number, Date>,
): ToldStep {
  const began = one.step === "status" && !one.counted ? since.get(Number(id)) : undefined;
  // A status that is of later than the entry is another one.
  const was = began && began.getTime() * 1000 <= at ? began : undefined;
  const day = ended === undefined ? was : new Date(ended);
  return {
    ...one,
    id: typeof id === "number" ? id : null,
    place: place && { type: place.type, resourceId: place.id, name: names.get(place.id) ?? place.id },
    since: day ? dateWire(day) : null,
  };
}
