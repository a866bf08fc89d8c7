import { findGroup, groupPaths } from "../../../db/environments";
import type { GroupRow } from "../../../db/schema";
import { notFound } from "../../domain/refusal";
import { ancestors, CATEGORY, groupPath, type Resource } from "../../domain/resource";
import type { At } from "../operation";
import { howHere, sees, type View, viewOf } from "../views";

export const asGroup = (path: string): Resource => ({ type: "ENV_GROUP", id: path });

/** The group a call names, provided the actor sees it. Refusal: not-found. */
export async function loadGroup(
  at: At<unknown>,
  text: string,
  field: string,
  view: View | undefined = undefined,
): Promise<{ group: GroupRow; view: View }> {
  const path = groupPath(text, field);
  const seen = view === undefined ? await viewOf(at) : view;
  const group = await findGroup(at.db, at.owner, path);
  if (!group) throw notFound("group");
  if (!sees(at, seen, asGroup(path))) throw notFound("group", howHere(at, seen, asGroup(path)));
  return { group, view: seen };
}

/** Where a new group would come to stand: its nearest group around it, else all groups; and which of its parents are missing. */
export type Site = { around: Resource; missing: string[]; taken: boolean; count: number };

export async function findSite(at: At<unknown>, path: string): Promise<Site> {
  const paths = new Set(await groupPaths(at.db, at.owner));
  const chain = ancestors(path);
  const nearest = chain.findIndex((parent) => paths.has(parent));
  const around = asGroup(nearest < 0 ? CATEGORY : chain[nearest]!);
  const missing = (nearest < 0 ? chain : chain.slice(0, nearest)).reverse();
  return { around, missing, taken: paths.has(path), count: paths.size };
}

/** Refusal: not-found where the actor sees nothing of the place, whether or not anything is there (D4). */
export async function loadSite(at: At<unknown>, path: string, view: View): Promise<Site> {
  const site = await findSite(at, path);
  if (!sees(at, view, site.around)) throw notFound("group", howHere(at, view, site.around));
  return site;
}
