import { placeKey } from "@/components/words/choices";
import { type Of, ofIn } from "@/components/words/of";
import { resultOf } from "@/lib/actions/answer";
import {
  type Access,
  getConsequences,
  getMatrix,
  getPair,
  getPartners,
  getPlace,
  getPlaces,
  type Matrix,
  type MatrixKind,
  type Pair,
  type PartnerChoice,
  type PlaceLine,
  type PlaceShown,
} from "@/lib/actions/pages";
import type { MemberStatus } from "@/lib/domain/collaboration";
import type { ResourceType } from "@/lib/domain/resource";

export type { Access, Matrix, MatrixKind, Pair, PartnerChoice, PlaceLine, PlaceShown };

/** A thing of the owner's, as addresses name it: `TYPE:id`. */
export type Thing = { type: ResourceType; id: string };

export const environmentsKey = ["environments"] as const;
/** What shares change besides: the lists of members and teams say how much is shared with each. */
export const staleByShares = [environmentsKey, ["teams"], ["members"]] as const;
export const placesKey = (asked: AskedPlaces) => [...environmentsKey, "places", asked] as const;
export const choicesKey = (of: Of) => [...environmentsKey, "choices", of] as const;
export const matrixKey = (asked: AskedMatrix) => [...environmentsKey, "matrix", asked] as const;

export const LINES = 100;
export const PEOPLE = 50;
export const COLUMNS = 50;

export type Search = Record<string, string | string[] | undefined>;

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

/** The path of a group may hold the comma that parts a list in the address. */
export const packed = (path: string): string => path.replaceAll("%", "%25").replaceAll(",", "%2C");
const unpacked = (text: string): string => text.replaceAll("%2C", ",").replaceAll("%25", "%");
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

/** Something that shows every partner: a delegate sees the account, the owner whatever there is. */
const everybody = ({ ownerUid }: Of): Thing =>
  ownerUid === undefined ? { type: "ENV", id: "*" } : { type: "ACCOUNT", id: String(ownerUid) };

/** Whom and which group the lists can be narrowed to: the first of each. */
export type FilterChoices = { partners: { id: number; name: string }[]; groups: string[] };

export async function readChoices(of: Of): Promise<FilterChoices> {
  const { partners } = await resultOf(getPartners({ ...everybody(of), resultCount: 50, ...of }));
  const { lines } = await resultOf(getPlaces({ kind: "ENV_GROUP", resultCount: 200, ...of }));
  return {
    partners: partners.map(({ collaborationId, name }) => ({ id: collaborationId, name })),
    groups: lines.filter(({ resourceId }) => resourceId !== "*").map(({ resourceId }) => resourceId),
  };
}

/** A line's own key: an environment stands under each of its groups. */
export const lineKey = (line: Pick<PlaceLine, "type" | "resourceId" | "under">): string =>
  `${line.under ?? ""}>${placeKey(line)}`;

export const ACCESSES = 50;
export type AskedPlace = Thing & { search: string; start: number; of: Of };
export type PlaceRead = { place: PlaceShown; access: Access[]; total: number; now: number };

export const accessKey = (asked: AskedPlace) => [...environmentsKey, "place", asked] as const;
export const readPlace = ({ type, id, search, start, of }: AskedPlace): Promise<PlaceRead> =>
  resultOf(getPlace({ type, id, ...(search ? { search } : {}), startRow: start, resultCount: ACCESSES, ...of }));
export const plainly = (thing: Thing, of: Of = {}): AskedPlace => ({ ...thing, search: "", start: 0, of });

export const partnersKey = (thing: Thing, search: string) => [...environmentsKey, "partners", thing, search] as const;
export const readPartners = (
  thing: Thing,
  search: string,
  of: Of,
): Promise<{ partners: PartnerChoice[]; total: number }> =>
  resultOf(getPartners({ ...thing, ...(search ? { search } : {}), resultCount: 20, ...of }));

export const groupsKey = (search: string) => [...environmentsKey, "groups", search] as const;
/** Paths of groups that are called so. */
export async function readGroups(search: string): Promise<string[]> {
  const { lines } = await resultOf(getPlaces({ kind: "ENV_GROUP", ...(search ? { search } : {}), resultCount: 50 }));
  return lines.filter(({ resourceId }) => resourceId !== "*").map(({ resourceId }) => resourceId);
}

type Asking = Parameters<typeof getConsequences>[0];
export const consequencesKey = (asked: Asking) => [...environmentsKey, "consequences", asked] as const;
export const readConsequences = (asked: Asking) => resultOf(getConsequences(asked));

/** What the address of the matrix asks for. */
export const askedMatrix = (search: Search): AskedMatrix => ({
  search: one(search, "q").trim(),
  state: listed(search, "state"),
  group: unpacked(listed(search, "group")[0] ?? ""),
  environment: one(search, "env").trim(),
  row: (page(search, "page") - 1) * PEOPLE,
  column: (page(search, "cols") - 1) * COLUMNS,
});
export type AskedMatrix = {
  search: string;
  state: readonly string[];
  group: string;
  environment: string;
  row: number;
  column: number;
};

/** The same as the server takes it, without the part that is shown. */
export const matrixFilter = ({ search, state, group, environment }: AskedMatrix) => ({
  ...(search ? { search } : {}),
  ...(state.length > 0 ? { state: state as MemberStatus[] } : {}),
  ...(group ? { group } : {}),
  ...(environment ? { environment } : {}),
});

export const readMatrix = (asked: AskedMatrix): Promise<Matrix> =>
  resultOf(
    getMatrix({
      ...matrixFilter(asked),
      startRow: asked.row,
      resultCount: PEOPLE,
      startColumn: asked.column,
      columnCount: COLUMNS,
    }),
  );

export const pairKey = (memberId: number, appid: string) => [...environmentsKey, "pair", memberId, appid] as const;
export const readPair = (memberId: number, appid: string): Promise<Pair> => resultOf(getPair({ memberId, appid }));
