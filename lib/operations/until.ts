import type { Whole } from "../../db/albums";
import { nowThere } from "../../db/clock";
import type { MemberStatus } from "../domain/collaboration";
import { FARTHEST_END_DAYS, isOver, stageOf, statusAt } from "../domain/ends";
import { invalid } from "../domain/refusal";
import * as field from "./fields";

/** Until when, as a caller says it: a moment in ISO 8601 or `yyyy-MM-dd HH:mm:ss` (UTC); empty or `none` for no end. */
export const untilField = () => field.text(40).optional();

const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Null for no end; undefined where nothing is said. Refusal: invalid [until], also for what has passed. */
export function readUntil(text: string | undefined): Date | null | undefined {
  if (text === undefined) return undefined;
  const said = text.trim();
  if (said === "" || said.toLowerCase() === "none") return null;
  const [, day, time = "00:00", zone = "Z"] = MOMENT.exec(said) ?? [];
  const moment = day ? new Date(`${day}T${time}${zone}`) : null;
  if (!moment || Number.isNaN(moment.getTime())) throw invalid("until", "say it as 2026-12-31T18:00:00Z");
  const now = nowThere();
  if (moment.getTime() <= now) throw invalid("until", "this time has passed");
  if (moment.getTime() > now + FARTHEST_END_DAYS * 86_400_000) {
    throw invalid("until", `at most ${FARTHEST_END_DAYS} days from now`);
  }
  return moment;
}

type End = { ends_at: Date | null; ends_told: number };

/** The columns of a share that is given anew: what was said; else the end it has, where that lies ahead. */
export function endOf(before: End | undefined, until: Date | null | undefined): End {
  if (until === undefined && before && !hasEnded(before))
    return { ends_at: before.ends_at, ends_told: before.ends_told };
  const ends_at = until ?? null;
  return { ends_at, ends_told: ends_at ? stageOf(ends_at.getTime(), nowThere()) : 0 };
}

export const hasEnded = ({ ends_at }: Pick<End, "ends_at">): boolean => isOver(ends_at?.getTime(), nowThere());

/** Only where there is an end: an answer without one is what it always was. */
export const untilWire = ({ ends_at }: Pick<End, "ends_at">) => (ends_at ? { until: ends_at.toISOString() } : {});

/** The status to show, and to go by where no world is asked. */
export const statusNow = ({ status, ends_at }: { status: MemberStatus } & Pick<End, "ends_at">): MemberStatus =>
  statusAt(status, ends_at?.getTime(), nowThere());

/** A collaboration as its members see it: without what has ended. */
export const stillShared = (whole: Whole): Whole =>
  whole.shares.some(hasEnded) ? { ...whole, shares: whole.shares.filter((share) => !hasEnded(share)) } : whole;
