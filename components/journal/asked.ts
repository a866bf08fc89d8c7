import { type Of, ofIn } from "@/components/words/of";
import type { listJournal } from "@/lib/actions/journal";
import { journalDoors, outcomes } from "@/lib/domain/journal-filter";
import { dayBegins, dayEnds } from "@/lib/domain/zone-days";

/** What stands in the address of the journal, by name; each is one value. */
export const filterNames = ["actor", "member", "method", "resource", "door", "outcome"] as const;
const asOne = [...outcomes, "refused"] as const;

export type Asked = {
  text: string;
  filters: Readonly<Record<string, readonly string[]>>;
  /** Days, as `2026-11-22`, both of them within, by the clock of this time zone (IANA). */
  from: string;
  to: string;
  zone: string;
  of: Of;
};
export type Filter = Omit<Parameters<typeof listJournal>[0], "before" | "resultCount">;

/** The same as the server takes it. What an address cannot mean is left out. */
export function filterOf({ text, filters, from, to, zone, of }: Asked): Filter {
  const one = (name: string) => filters[name]?.[0] ?? "";
  const id = (name: string) => (/^[1-9]\d{0,14}$/.test(one(name)) ? { [name]: Number(one(name)) } : {});
  const door = journalDoors.find((known) => known === one("door"));
  const outcome = asOne.find((known) => known === one("outcome"));
  const [begin, end] = [dayBegins(from, zone), dayEnds(to, zone)];
  return {
    ...(text.trim() ? { text: text.trim() } : {}),
    ...id("actor"),
    ...id("member"),
    ...(one("method") ? { method: one("method") } : {}),
    ...(one("resource") ? { resource: one("resource") } : {}),
    ...(door ? { door } : {}),
    ...(outcome ? { outcome } : {}),
    ...(begin ? { from: begin } : {}),
    ...(end ? { to: end } : {}),
    ...of,
  };
}

type Search = Record<string, string | string[] | undefined>;

/** What the address of a page asks for, before any script of it runs; `zone`: of whoever reads it. */
export function askedIn(search: Search, zone: string): Asked {
  const one = (name: string) => String(search[name] ?? "");
  return {
    text: one("q"),
    filters: Object.fromEntries(filterNames.map((name) => [name, one(name) ? [one(name)] : []])),
    from: one("from"),
    to: one("to"),
    zone,
    of: ofIn(search.of),
  };
}

export const beforeIn = (text: string | null | undefined): number | null =>
  text && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
