import { type Of, ofIn } from "@/components/words/of";
import type { MemberFilter } from "@/lib/actions/pages";
import type { ResourceType } from "@/lib/domain/resource";

export const PAGE_SIZE = 50;

/** What a list of members is asked for, as its address says it. */
export type Asked = {
  search: string;
  filters: Readonly<Record<string, readonly string[]>>;
  sort: { id: string; down: boolean };
  start: number;
  /** Whose members. */
  of: Of;
};

/** The same as the server takes it; unknown words of an address are left out by whoever refuses them. */
export function filterOf({ search, filters, sort, of }: Omit<Asked, "start">): MemberFilter & Of {
  const [role] = filters.role ?? [];
  const resource = placeIn(filters.resource?.[0] ?? "");
  const state = filters.state ?? [];
  return {
    ...(search.trim() ? { search: search.trim() } : {}),
    ...(state.length > 0 ? { state: state as MemberFilter["state"] } : {}),
    ...(role ? { role: Number(role) } : {}),
    ...(resource ? { resource } : {}),
    sort: { by: sort.id as "person", order: sort.down ? "desc" : "asc" },
    ...of,
  };
}

function placeIn(text: string): { type: ResourceType; id: string } | null {
  const cut = text.indexOf(":");
  return cut < 0 ? null : { type: text.slice(0, cut) as ResourceType, id: text.slice(cut + 1) };
}

type Search = Record<string, string | string[] | undefined>;

/** What the address of a page asks for, before any script of it runs. */
export function askedIn(search: Search): Asked {
  const one = (name: string) => String(search[name] ?? "");
  const list = (name: string) => one(name).split(",").filter(Boolean);
  const sort = one("sort") || "person";
  const page = Number(one("page"));
  return {
    search: one("q"),
    filters: { state: list("state"), role: list("role"), resource: list("resource") },
    sort: { id: sort.replace(/^-/, ""), down: sort.startsWith("-") },
    start: Number.isSafeInteger(page) && page > 0 ? (page - 1) * PAGE_SIZE : 0,
    of: ofIn(search.of),
  };
}
