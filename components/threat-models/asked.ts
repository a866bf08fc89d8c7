import { MODELS, plainly } from "./queries";

type Search = Record<string, string | string[] | undefined>;

const first = (search: Search, name: string): string => String(search[name] ?? "").split(",")[0] ?? "";

/** What the address of the list asks for, so that the page reads what its list will. */
export function askedModels(search: Search) {
  const page = Number(search.page);
  return plainly({
    search: String(search.q ?? "").trim(),
    whose: first(search, "whose"),
    now: first(search, "now"),
    sort: first(search, "sort") === "name" ? "name" : "changed",
    start: ((Number.isSafeInteger(page) && page > 0 ? page : 1) - 1) * MODELS,
  });
}
