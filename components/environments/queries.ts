import type { Of } from "@/components/words/of";
import { resultOf } from "@/lib/actions/answer";
import {
  type Access,
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
import { environmentsKey } from "./keys";

export type { Access, Matrix, MatrixKind, Pair, PartnerChoice, PlaceLine, PlaceShown };

/** A thing of the owner's, as addresses name it: `TYPE:id`. */
export type Thing = { type: ResourceType; id: string };

/** What shares change besides: the lists of members and teams say how much is shared with each. */
export const staleByShares = [environmentsKey, ["teams"], ["members"]] as const;
export const matrixKey = (asked: AskedMatrix) => [...environmentsKey, "matrix", asked] as const;

export const PEOPLE = 50;
export const COLUMNS = 50;

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

/** The one with this collaboration, where something can be shared with it. */
export const readPartner = async (thing: Thing, id: number, of: Of): Promise<PartnerChoice | undefined> =>
  (await resultOf(getPartners({ ...thing, ids: [id], ...of }))).partners[0];

export const groupsKey = (search: string, of: Of) => [...environmentsKey, "groups", search, of] as const;
/** Paths of groups that are called so. */
export async function readGroupChoices(
  search: string,
  of: Of,
): Promise<{ found: { id: string; name: string }[]; total: number }> {
  const { lines } = await resultOf(
    getPlaces({ kind: "ENV_GROUP", ...(search ? { search } : {}), resultCount: 50, ...of }),
  );
  const found = lines.flatMap(({ resourceId: id }) => (id === "*" ? [] : { id, name: id }));
  return { found, total: found.length };
}

/** Among the states of people: by the own list of a threat model, and no member. */
export const LISTED = "LISTED";

/** What the matrix is asked for. `above`: what its columns are. */
export type AskedMatrix = {
  above: "environments" | "models";
  search: string;
  state: readonly string[];
  group: string;
  environment: string;
  row: number;
  column: number;
  /** Whose. */
  of: Of;
};

/** The same as the server takes it, without the part that is shown. */
export const matrixFilter = ({ above, search, state, group, environment, of }: AskedMatrix) => ({
  above,
  ...(search ? { search } : {}),
  ...(state.length > 0 ? { state: state as (MemberStatus | typeof LISTED)[] } : {}),
  ...(group ? { group } : {}),
  ...(environment ? { environment } : {}),
  ...of,
});

/** A part of the matrix, and where in all of it its first cell is. */
export type MatrixPart = Matrix & Pick<AskedMatrix, "row" | "column">;

export async function readMatrix(asked: AskedMatrix): Promise<MatrixPart> {
  const { row, column } = asked;
  const part = { startRow: row, resultCount: PEOPLE, startColumn: column, columnCount: COLUMNS };
  return { ...(await resultOf(getMatrix({ ...matrixFilter(asked), ...part }))), row, column };
}

export const pairKey = (memberId: number, appid: string) => [...environmentsKey, "pair", memberId, appid] as const;
export const readPair = (memberId: number, appid: string, of: Of): Promise<Pair> =>
  resultOf(getPair({ memberId, appid, ...of }));
