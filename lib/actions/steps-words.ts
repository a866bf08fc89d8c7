import { type Language, tags } from "../domain/language";
import type { TrailReason, TrailStep } from "../domain/trail";
import type { Breaks } from "../operations/must-hold";
import type { ToldStep } from "../operations/told-steps";
import { formats, type Messages, wordsIn } from "../words";
import { policyNameIn } from "./system-words";
import { statusAfter, trailKeys } from "./trail-keys";
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

/**
 * `teams`: what the teams of these memberships are called; `zone`: by whose clock days are told (IANA), UTC where it is left out. `isRegion`:
 * the thing is one of the platform's, there for every account.
 */
type About = {
  name: string;
  method: string;
  thing: string;
  teams?: ReadonlyMap<number, string>;
  zone?: string;
  isRegion?: boolean;
};

/** The steps of any decision: about whom, which method and what. */
export function linesInWords(language: Language, steps: readonly ToldStep[], about: About): Line[] {
  let inTeam = false;
  return steps.map((step, n) => {
    if (step.step === "member") inTeam = step.id !== null && about.teams?.has(step.id) === true;
    const at = step.step === "member" ? statusAfter(steps, n) : "";
    return { step: step.step, counted: step.counted, text: stepIn(language, step, { ...about, at, inTeam }) };
  });
}

/** The way to what must not be, or to what no longer is. */
export const wayIn = (language: Language, { who, method, place, steps }: Omit<Breaks, "on" | "because">): Line[] =>
  linesInWords(language, steps, { name: who, method, thing: place ? placeIn(language, place) : "" });

/** `at`: of a membership, its state. `inTeam`: whether the step is of a membership in a team. */
type Within = About & { at: string; inTeam: boolean };

function stepIn(
  language: Language,
  step: ToldStep,
  { teams, inTeam, zone = "UTC", isRegion = false, ...about }: Within,
): string {
  const { reason, place, id, name } = step;
  const called = step.step === "policy" && id !== null ? policyNameIn(language, id, name) : name;
  const values = { ...about, called, thing: place ? placeIn(language, place) : about.thing };
  const team = step.reason === "member" && id !== null ? teams?.get(id) : undefined;
  if (team !== undefined) return wordsIn(language, "access")("inTeam", { ...values, called: team });
  if (isRegion && reason === "unknownThing") return wordsIn(language, "access")("regionNotShared", values);
  if (inTeam && reason === "none") return wordsIn(language, "access")("teamReaches");
  const day = step.since ? dayIn(language, step.since, zone) : "";
  if (day && reason in since)
    return wordsIn(language, "access")(since[reason as keyof typeof since], { ...values, day });
  if (reason in trailKeys)
    return wordsIn(language, "members")(trailKeys[reason as keyof typeof trailKeys], { ...values, day });
  return wordsIn(language, "access")(inAccess[reason as keyof typeof inAccess], { ...values, day });
}

const dayIn = (language: Language, at: string, timeZone: string): string =>
  new Intl.DateTimeFormat(tags[language], { ...formats.dateTime.day, month: "long", timeZone }).format(
    new Date(`${at.replace(" ", "T")}Z`),
  );
