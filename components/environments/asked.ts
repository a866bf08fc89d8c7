import { ofIn } from "@/components/words/of";
import { unpacked } from "@/components/words/packed";
import { type AskedPlaces, LINES } from "./places";
import { type AskedMatrix, COLUMNS, PEOPLE } from "./queries";

type Search = Record<string, string | string[] | undefined>;

const one = (search: Search, name: string): string => String(search[name] ?? "");
const listed = (search: Search, name: string): string[] => one(search, name).split(",").filter(Boolean);
const page = (search: Search, name: string): number => {
  const n = Number(one(search, name));
  return Number.isSafeInteger(n) && n > 0 ? n : 1;
};

/** What the address of the tree asks for, so that the page reads what its list will. */
export const askedPlaces = (search: Search): AskedPlaces => ({
  search: one(search, "q").trim(),
  kind: listed(search, "kind")[0] ?? "",
  access: listed(search, "access")[0] ?? "",
  with: listed(search, "with")[0] ?? "",
  closed: listed(search, "closed").map(unpacked),
  start: (page(search, "page") - 1) * LINES,
  of: ofIn(search.of),
});
/** What the address of the matrix asks for. */
export const askedMatrix = (search: Search): AskedMatrix => ({
  above: one(search, "above") === "models" ? "models" : "environments",
  search: one(search, "q").trim(),
  state: listed(search, "state"),
  group: unpacked(listed(search, "group")[0] ?? ""),
  environment: one(search, "env").trim(),
  row: (page(search, "page") - 1) * PEOPLE,
  column: (page(search, "cols") - 1) * COLUMNS,
  of: ofIn(search.of),
});
