import { z } from "zod";
import type { Estate } from "../../../db/estate";
import { fold } from "../../domain/fold";
import { anyWay } from "../../domain/holders";
import { locate } from "../../domain/reach";
import { CATEGORY, type Resource, resourceTypes } from "../../domain/resource";
import { common, firstOf, includes, size } from "../../domain/sets";
import { type Company, finds, partnerNames } from "../company";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { countInside, groupName } from "./places";
import { aroundIn, mayLookAround, SHOWS_PLACES, type Sighted, sightedOf } from "./sighted";

const LARGEST_PAGE = 200;
const FACES = 4;
const int = z.number().int();

const face = z.strictObject({ collaborationId: int, name: z.string(), team: z.boolean() });
const line = z.strictObject({
  type: z.enum(resourceTypes),
  resourceId: z.string(),
  name: z.string(),
  shownAs: z.string(),
  /** Of an environment (vap.md E). */
  status: int.nullable(),
  color: z.string(),
  /** The path of the group it stands under, and how deep; an environment stands under each of its groups. */
  under: z.string().nullable(),
  depth: int,
  /** Its place among those beside it, from 1 on, and how many those are. */
  position: int,
  beside: int,
  /** Of a group with anything in it: whether that is listed. */
  open: z.boolean().nullable(),
  /** How many environments are in it. */
  inside: int,
  /** With how many people and teams it is shared now, by the level that counts; how many wait; and the first of them. */
  access: z.strictObject({ direct: int, group: int, base: int, waiting: int, first: z.array(face) }),
});
export type PlaceLine = z.infer<typeof line>;

const input = z.object({
  search: field.text(200).optional(),
  kind: z.enum(["ENV", "ENV_GROUP"]).optional(),
  /** Somebody has access to it now, or nobody has. */
  access: z.enum(["shared", "unshared"]).optional(),
  /** Whoever has this collaboration reaches it, or would. */
  with: field.id().optional(),
  /** Paths of groups whose inside is not listed. */
  closed: z.array(field.text(2000)).max(500).optional(),
  startRow: field.count(1_000_000).optional(),
  resultCount: field.count(LARGEST_PAGE).optional(),
  ownerUid: field.ownerUid(),
});

export const getPlaces = operation({
  method: "confer.pages.GetPlaces",
  grant: SHOWS_PLACES,
  kind: "read",
  tokens: false,
  summary:
    "List one page of what the owner has, as a tree by group, with who has access to each; to a delegate, of what they see of it.",
  input,
  output: z.strictObject({ lines: z.array(line), total: int, environments: int, groups: int }),
  owner: ownerMeant,
  load: sightedOf,
  allow: mayLookAround,
  handle: async (at) => {
    const { estate, company } = at.facts;
    const lines = linesOf(at.facts, at.input);
    const from = at.input.startRow ?? 0;
    const page = lines.slice(from, from + (at.input.resultCount ?? LARGEST_PAGE));
    const accesses = page.map((one) => accessTo(estate, company, one));
    const shown = [...new Set(accesses.flatMap(({ first }) => first))].map((n) => company.partners[n]!);
    const names = await partnerNames(at, shown);
    return {
      lines: page.map((one, index) => {
        const { first, ...counts } = accesses[index]!;
        const faces = first.map((n) => {
          const { collaborationId, team } = company.partners[n]!;
          return { collaborationId, name: names.get(collaborationId)!, team: team !== null };
        });
        return { ...one, access: { ...counts, first: faces } };
      }),
      total: lines.length,
      environments: estate.environments.length,
      groups: estate.groups.length,
    };
  },
});

type Bare = Omit<PlaceLine, "access">;
type Item = Pick<Bare, "type" | "resourceId" | "name" | "shownAs" | "status" | "color" | "inside"> & {
  children?: () => Item[];
};

/** All lines that fit, in the order of the tree: what is widest, groups with what is in them, what is in no group, regions. */
function linesOf({ estate, company, sees }: Sighted, asked: z.output<typeof input>): Bare[] {
  const isFound = finds(asked.search);
  const narrowed = Boolean(asked.search || asked.kind || asked.access || asked.with);
  const closed = new Set(asked.closed);
  const partner = asked.with === undefined ? null : (company.numberOf.get(asked.with) ?? -1);
  const fits = (item: Item): boolean => {
    if (asked.kind && item.type !== asked.kind) return false;
    if (asked.search && !isFound(fold(`${item.name} ${item.shownAs}`))) return false;
    if (!asked.access && partner === null) return true;
    const all = everyone(estate, company, item);
    if (partner !== null && (partner < 0 || !includes(all, partner))) return false;
    return !asked.access || size(common(all, company.now)) > 0 === (asked.access === "shared");
  };
  const walk = (items: Item[], under: string | null, depth: number): Bare[] => {
    const shown = items.flatMap((item) => {
      const inner = item.children?.() ?? [];
      const isClosed = closed.has(item.resourceId);
      // What is narrowed needs to know whether anything below fits, also where it is closed.
      const below = !isClosed || narrowed ? walk(inner, item.resourceId, depth + 1) : [];
      if (!fits(item) && !(narrowed && below.length > 0)) return [];
      const isOpen = inner.length === 0 || (narrowed && below.length === 0) ? null : !isClosed;
      return [{ item, below: isOpen ? below : [], isOpen }];
    });
    return shown.flatMap(({ item: { children: _, ...item }, below, isOpen }, index) => [
      { ...item, under, depth, position: index + 1, beside: shown.length, open: isOpen },
      ...below,
    ]);
  };
  const isSeen = (item: Item) => sees === null || sees(asResource(item));
  return walk(rootsOf(estate, !asked.search).filter(isSeen), null, 0);
}

function rootsOf({ environments, groups, facts }: Estate, withWide: boolean): Item[] {
  const inside = countInside(environments);
  const plain = { shownAs: "", status: null, color: "", inside: 0 };
  const inGroup = new Map<string | null, Item[]>();
  const put = (path: string | null, item: Item) => {
    const list = inGroup.get(path);
    if (list) list.push(item);
    else inGroup.set(path, [item]);
  };
  const sorted = groups.toSorted((a, b) => (fold(groupName(a.path)) < fold(groupName(b.path)) ? -1 : 1));
  const paths = new Set(groups.map(({ path }) => path));
  for (const { path, color } of sorted) {
    const children = () => inGroup.get(path) ?? [];
    const count = inside.get(path) ?? 0;
    put(aroundIn(paths, path), {
      ...plain,
      type: "ENV_GROUP",
      resourceId: path,
      name: path,
      color,
      inside: count,
      children,
    });
  }
  for (const { appid, name, shownAs, status, groups } of environments) {
    const item: Item = { ...plain, type: "ENV", resourceId: appid, name, shownAs, status };
    for (const path of groups.length > 0 ? groups : [null]) put(path, item);
  }
  const wide: Item[] = [
    { ...plain, type: "ACCOUNT", resourceId: String(facts.ownerUid), name: "" },
    { ...plain, type: "ENV", resourceId: CATEGORY, name: CATEGORY, inside: environments.length },
    { ...plain, type: "ENV_GROUP", resourceId: CATEGORY, name: CATEGORY, inside: inside.get(CATEGORY) ?? 0 },
  ];
  const regions = new Map<string, Item>();
  for (const { type, resourceId } of facts.shares) {
    if (type !== "VHI_REGION" && type !== "S3_REGION") continue;
    regions.set(`${type}:${resourceId}`, { ...plain, type, resourceId, name: resourceId });
  }
  const named = [...regions.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [...(withWide ? wide : []), ...(inGroup.get(null) ?? []), ...named];
}

const asResource = ({ type, resourceId }: Pick<Bare, "type" | "resourceId">): Resource => ({ type, id: resourceId });

const everyone = (estate: Estate, { holders }: Company, item: Pick<Bare, "type" | "resourceId">) =>
  anyWay(holders.at(locate(estate.world, asResource(item))));

function accessTo(estate: Estate, { holders, now, waiting }: Company, item: Bare) {
  const levels = holders.at(locate(estate.world, asResource(item)));
  const [direct, group, base] = [levels.direct, levels.group, levels.base].map((set) => common(set, now)) as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ];
  const all = anyWay(levels);
  const first: number[] = [];
  for (const set of [direct, group, base]) first.push(...firstOf(set, FACES - first.length));
  return { direct: size(direct), group: size(group), base: size(base), waiting: size(common(all, waiting)), first };
}
