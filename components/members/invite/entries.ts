import { untilOf } from "@/components/words/end-day";
import type { CheckedAddress } from "@/lib/actions/pages";
import { type Addressed, canonicalOf } from "@/lib/domain/addresses";
import { FARTHEST_END_DAYS } from "@/lib/domain/ends";

/** What an address means for an invitation; `waiting` is renewed, `gone` left or rejected before, `in` is a member already. */
export type Mark = "checking" | "new" | "waiting" | "gone" | "in" | "broken" | "duplicate" | "self";
/** Why somebody's own last day cannot be one. */
export type DayFault = "unread" | "past" | "far";

/** One chip. `key` is how the address is compared, or the text itself where it is none. */
export type Entry = Addressed & { key: string; mark: Mark; fault: DayFault | null; member: CheckedAddress["member"] };

/** Each address with what it means, as far as `checked` knows it by now; the second of two same ones is the duplicate. */
export function marked(typed: readonly Addressed[], checked: ReadonlyMap<string, CheckedAddress>): Entry[] {
  const seen = new Set<string>();
  return typed.map((one) => {
    const canonical = canonicalOf(one.address);
    const key = canonical ?? one.address;
    const known = checked.get(key);
    const mark = canonical === null ? "broken" : seen.has(key) ? "duplicate" : markOf(known);
    seen.add(key);
    return { ...one, key, mark, fault: dayFault(one), member: known?.member ?? null };
  });
}

const DAY = 86_400_000;

function dayFault({ end }: Addressed): DayFault | null {
  if (!end) return null;
  if (end.day === null) return "unread";
  const left = Date.parse(untilOf(end.day)) - Date.now();
  return left <= 0 ? "past" : left > FARTHEST_END_DAYS * DAY ? "far" : null;
}

/** As it is typed again, to be put right. */
export const typedAgain = ({ name, address, end }: Addressed): string =>
  [name === "" ? address : `${name} <${address}>`, end?.said].filter(Boolean).join(" ");

function markOf(known: CheckedAddress | undefined): Mark {
  if (!known) return "checking";
  if (known.verdict !== "known") return known.verdict;
  const state = known.member?.state;
  if (state === "ACTIVE" || state === "SUSPENDED") return "in";
  return state === "LEFT" || state === "REJECTED" ? "gone" : "waiting";
}

/** Those that can be invited. */
export const invitable = (entries: readonly Entry[]): Entry[] =>
  entries.filter(({ mark }) => mark === "new" || mark === "waiting" || mark === "gone");
