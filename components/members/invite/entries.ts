import type { CheckedAddress } from "@/lib/actions/pages";
import { type Addressed, canonicalOf } from "@/lib/domain/addresses";

/** What an address means for an invitation; `waiting` is renewed, `gone` left or rejected before, `in` is a member already. */
export type Mark = "checking" | "new" | "waiting" | "gone" | "in" | "broken" | "duplicate" | "self";

/** One chip. `key` is how the address is compared, or the text itself where it is none. */
export type Entry = Addressed & { key: string; mark: Mark; member: CheckedAddress["member"] };

/** Each address with what it means, as far as `checked` knows it by now; the second of two same ones is the duplicate. */
export function marked(typed: readonly Addressed[], checked: ReadonlyMap<string, CheckedAddress>): Entry[] {
  const seen = new Set<string>();
  return typed.map((one) => {
    const canonical = canonicalOf(one.address);
    const key = canonical ?? one.address;
    const known = checked.get(key);
    const mark = canonical === null ? "broken" : seen.has(key) ? "duplicate" : markOf(known);
    seen.add(key);
    return { ...one, key, mark, member: known?.member ?? null };
  });
}

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
