import { type Language, tags } from "../domain/language";
import type { TrailReason, TrailStep } from "../domain/trail";
import type { Breaks } from "../operations/must-hold";
import type { ToldStep } from "../operations/told-steps";
import { formats, type Messages, wordsIn } from "../words";
import { policyNameIn } from "./system-words";
import { trailKeys } from "./trail-keys";
import { placeIn } from "./why-places";

/** One step as it is read: an icon by its kind, faint where it was lost. */
export type Line = { step: TrailStep["step"]; counted: boolean; text: string };

const inAccess = {
  owner: "owner",
  tokenHolds: "tokenHolds",
  tokenLacksMethod: "tokenLacksMethod",
  tokenTooNarrow: "tokenTooNarrow",
  listOwner: "listOwner",
  listNames: "listNames",
  listTooLow: "listTooLow",
  listLacks: "listLacks",
  listEnded: "listEnded",
  listToken: "listToken",
  notAttached: "notAttached",
  ownersOnly: "ownersOnly",
} as const satisfies Partial<Record<TrailReason, keyof Messages["access"]>>;

/** What stands in for a status whose beginning is known. */
const since = {
  SUSPENDED: "suspendedSince",
  PENDING: "pendingSince",
  REJECTED: "rejectedSince",
  LEFT: "leftSince",
} as const satisfies Partial<Record<TrailReason, keyof Messages["access"]>>;

/** `teams`: what the teams of these memberships are called. */
type About = { name: string; method: string; thing: string; teams?: ReadonlyMap<number, string> };

/** The steps of any decision: about whom, which method and what. */
export const linesInWords = (language: Language, steps: readonly ToldStep[], about: About): Line[] =>
  steps.map((step) => ({ step: step.step, counted: step.counted, text: stepIn(language, step, about) }));

/** The way to what must not be, or to what no longer is. */
export const wayIn = (language: Language, { who, method, place, steps }: Omit<Breaks, "on" | "because">): Line[] =>
  linesInWords(language, steps, { name: who, method, thing: place ? placeIn(language, place) : "" });

function stepIn(language: Language, step: ToldStep, { teams, ...about }: About): string {
  const { reason, place, id, name } = step;
  const called = step.step === "policy" && id !== null ? policyNameIn(language, id, name) : name;
  const values = { ...about, called, thing: place ? placeIn(language, place) : about.thing };
  const team = step.reason === "member" && id !== null ? teams?.get(id) : undefined;
  if (team !== undefined) return wordsIn(language, "access")("inTeam", { ...values, called: team });
  const day = step.since ? dayIn(language, step.since) : "";
  if (day && reason in since)
    return wordsIn(language, "access")(since[reason as keyof typeof since], { ...values, day });
  if (reason in trailKeys)
    return wordsIn(language, "members")(trailKeys[reason as keyof typeof trailKeys], { ...values, day });
  return wordsIn(language, "access")(inAccess[reason as keyof typeof inAccess], { ...values, day });
}

const dayIn = (language: Language, at: string): string =>
  new Intl.DateTimeFormat(tags[language], { ...formats.dateTime.day, month: "long", timeZone: "UTC" }).format(
    new Date(`${at.replace(" ", "T")}Z`),
  );
