import { type Of, ofIn } from "@/components/words/of";
import type { getReview } from "@/lib/actions/reviews";

/** What stands in the address of a review, by name. */
export const filterNames = ["decision", "suggestion", "use", "whose"] as const;

export const PAGE_SIZE = 50;

export type Asked = {
  id: number;
  search: string;
  filters: Readonly<Record<string, readonly string[]>>;
  sort: { id: string; down: boolean };
  start: number;
  of: Of;
};
type Input = Parameters<typeof getReview>[0];

/** The same as the server takes it, but for the page. */
export function filterOf({ id, search, filters, sort, of }: Asked): Omit<Input, "startIndex" | "resultCount"> {
  const chosen = filterNames.flatMap((name) => (filters[name]?.length ? [[name, [...filters[name]!]] as const] : []));
  return {
    id,
    ...(search.trim() ? { search: search.trim() } : {}),
    ...Object.fromEntries(chosen),
    ...(sort.id === "use" ? { sort: "use" as const } : {}),
    ...(sort.down ? { order: "desc" as const } : {}),
    ...of,
  };
}

/** The first line of a report that its address asks for. */
export const reportStart = (search: Search): number =>
  (/^[1-9]\d{0,5}$/.test(String(search.part ?? "")) ? Number(search.part) - 1 : 0) * PAGE_SIZE;

type Search = Record<string, string | string[] | undefined>;

/** What the address of a review asks for, before any script of it runs. */
export function askedIn(id: number, search: Search): Asked {
  const one = (name: string) => String(search[name] ?? "");
  const sort = one("sort") || "person";
  const page = /^[1-9]\d{0,5}$/.test(one("page")) ? Number(one("page")) : 1;
  return {
    id,
    search: one("q"),
    filters: Object.fromEntries(filterNames.map((name) => [name, one(name).split(",").filter(Boolean)])),
    sort: { id: sort.replace(/^-/, ""), down: sort.startsWith("-") },
    start: (page - 1) * PAGE_SIZE,
    of: ofIn(search.of),
  };
}
