import type { List } from "./use-list";

/** How the rows of a list that is here as a whole are searched, filtered and sorted. */
export type Arranged<R> = {
  /** Where the search looks. */
  text(row: R): string;
  /** The values a row has under each filter. */
  filters?: Record<string, (row: R) => readonly string[]>;
  /** What a column is sorted by. */
  sorts: Record<string, (row: R) => string | number>;
};

/** The rows of this page, and how many there are on all pages. Every word of the search has to be found. */
export function arrange<R>(
  rows: readonly R[],
  { search, filters, sort, start, size }: Pick<List, "search" | "filters" | "sort" | "start" | "size">,
  by: Arranged<R>,
): { rows: R[]; total: number } {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = rows.filter((row) => {
    const text = words.length > 0 ? by.text(row).toLowerCase() : "";
    return (
      words.every((word) => text.includes(word)) &&
      Object.entries(filters).every(
        ([id, values]) => values.length === 0 || by.filters?.[id]?.(row).some((value) => values.includes(value)),
      )
    );
  });
  const of = by.sorts[sort.id];
  const sorted = of ? found.sort((a, b) => compare(of(a), of(b)) * (sort.down ? -1 : 1)) : found;
  return { rows: sorted.slice(start, start + size), total: found.length };
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
const compare = (a: string | number, b: string | number): number =>
  typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b));
