import type { SealedRow } from "../../../db/journal-read";
import { environmentNamesOf } from "../../../db/roster";
import { ownersThen, type StepThen, stepsThen, type Then } from "../../domain/kept-decision";
import { memberSays } from "../../domain/trail-words";
import type { At } from "../operation";
import type { ToldStep } from "../told-steps";
import { ANYONE_MAY } from "../verdict";
import { dateWire } from "../wire/people";

type Row = Pick<SealedRow, "at" | "why" | "decided" | "because" | "code" | "actor_uid" | "token_id" | "method">;
/** Nobody does it. */
const BY_THE_CLOCK = "confer.access.SettleEnds";

type Told = { why: string[]; chain: ToldStep[]; weighed: ToldStep[]; on: ToldStep["place"] };

function thenOf(row: Row, owner: number): Then {
  const isOwners =
    row.code === "" && row.actor_uid === owner && row.method !== BY_THE_CLOCK && row.because !== ANYONE_MAY;
  return isOwners && row.decided === null
    ? ownersThen(owner, row.method, row.token_id)
    : stepsThen(row.decided, row.because);
}

/** The memberships that stood in somebody's way. */
export const membersIn = (rows: readonly Row[], owner: number): number[] =>
  rows.flatMap((row) => {
    const { chain, weighed } = thenOf(row, owner);
    return [...chain, ...weighed].flatMap(({ step, counted, id }) =>
      step === "status" && !counted && typeof id === "number" ? id : [],
    );
  });

/**
 * The decisions that the entries keep, with what shared things are called now, and who acted. `members`: since when each is in their
 * status.
 */
export async function stepsOf(
  { db, owner }: Pick<At<unknown>, "db" | "owner">,
  rows: readonly Row[],
  members: readonly { id: number; since: Date }[],
): Promise<(row: Row, actor: string) => Told> {
  const kept = new Map(rows.map((row) => [row, thenOf(row, owner)]));
  const places = [...kept.values()].flatMap(({ chain, weighed, on }) => [
    ...[...chain, ...weighed].flatMap(({ place }) => place ?? []),
    ...(on ? [on] : []),
  ]);
  const appids = places.flatMap(({ type, id }) => (type === "ENV" ? id : []));
  const names = await environmentNamesOf(db, owner, [...new Set(appids)]);
  const since = new Map(members.map((member) => [member.id, member.since]));
  return (row, actor) => {
    const told = (one: StepThen) => toldStep(whose(one, actor), row, names, since);
    const then = kept.get(row)!;
    const [chain, weighed] = [then.chain.map(told), then.weighed.map(told)];
    const why = Array.isArray(row.why) ? row.why.map(String) : chain.map((one) => one.why);
    return { why, chain, weighed, on: toldPlace(then.on, names) };
  };
}

/** A membership that was asked is always that of whoever acted. */
const whose = (one: StepThen, actor: string): StepThen =>
  one.reason === "member" && actor ? { ...one, name: actor, why: memberSays(actor) } : one;

const toldPlace = (place: Then["on"], names: ReadonlyMap<string, string>): ToldStep["place"] =>
  place && { type: place.type, resourceId: place.id, name: names.get(place.id) ?? place.id };

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
    place: toldPlace(place, names),
    since: day ? dateWire(day) : null,
  };
}
