import { placeKey } from "@/components/words/choices";
import type { Of } from "@/components/words/of";
import { unpacked } from "@/components/words/packed";
import { resultOf } from "@/lib/actions/answer";
import { getPlaces, type PlaceLine } from "@/lib/actions/pages";
import type { FilterChoices } from "./choices";
import { environmentsKey } from "./keys";

export type { PlaceLine };

export const placesKey = (asked: AskedPlaces) => [...environmentsKey, "places", asked] as const;
export const choicesKey = (of: Of) => [...environmentsKey, "choices", of] as const;

export const LINES = 100;

/** What the tree is asked for. */
export type AskedPlaces = {
  search: string;
  kind: string;
  access: string;
  with: string;
  closed: readonly string[];
  start: number;
  /** Whose. */
  of: Of;
};

export const closedIn = (list: readonly string[]): string[] => list.map(unpacked);

export type Places = { lines: PlaceLine[]; total: number; environments: number; groups: number };

export function readPlaces({ search, kind, access, with: partner, closed, start, of }: AskedPlaces): Promise<Places> {
  return resultOf(
    getPlaces({
      ...(search ? { search } : {}),
      ...(kind === "ENV" || kind === "ENV_GROUP" ? { kind } : {}),
      ...(access === "shared" || access === "unshared" ? { access } : {}),
      ...(/^[1-9]\d{0,15}$/.test(partner) ? { with: Number(partner) } : {}),
      closed: closed.slice(0, 500),
      startRow: start,
      resultCount: LINES,
      ...of,
    }),
  );
}

/** The page has read them already: what reads them again comes when it has to. */
export const readChoices = async (of: Of): Promise<FilterChoices> => (await import("./choices")).readChoices(of);

/** A line's own key: an environment stands under each of its groups. */
export const lineKey = (line: Pick<PlaceLine, "type" | "resourceId" | "under">): string =>
  `${line.under ?? ""}>${placeKey(line)}`;
