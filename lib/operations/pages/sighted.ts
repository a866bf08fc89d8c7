import type { Estate } from "../../../db/estate";
import { notFound } from "../../domain/refusal";
import { ancestors, parentPath, type Resource } from "../../domain/resource";
import { type Company, companyOf } from "../company";
import type { At } from "../operation";
import { mayActForOwner, type Standing, standingOf } from "../standing";
import type { Verdict } from "../verdict";
import { sees, type View, viewOf } from "../views";

/** What of an owner's estate the caller sees: null where they see all of it, being that owner. */
export type Sighted = {
  standing: Standing;
  estate: Estate;
  company: Company;
  sees: ((resource: Resource) => boolean) | null;
};

/** What shows an owner's things to whoever looks after the members there. */
export const SHOWS_PLACES = "users.collaboration.GetMembers";

/** An owner sees all they have; their delegate only what reaches themselves too (D4), in the groups of it that they see. */
export async function sightedOf(at: At<unknown>): Promise<Sighted> {
  const [standing, { estate, company }] = [await standingOf(at), await companyOf(at)];
  const view = await viewOf(at);
  if (view === null) return { standing, estate, company, sees: null };
  const seen = seenBy(at, view);
  return { standing, estate: narrowed(estate, seen), company, sees: seen };
}

/** The owner, and their delegate. */
export const mayLookAround = (at: At<unknown> & { facts: Sighted }): Verdict => mayActForOwner(at, at.facts.standing);

/** The account is known to whoever works there. */
const seenBy =
  (at: At<unknown>, view: View) =>
  (resource: Resource): boolean =>
    resource.type === "ACCOUNT" || sees(at, view, resource);

function narrowed(estate: Estate, seen: (resource: Resource) => boolean): Estate {
  const groups = estate.groups.filter(({ path }) => seen({ type: "ENV_GROUP", id: path }));
  const paths = new Set(groups.map(({ path }) => path));
  const environments = estate.environments
    .filter(({ appid }) => seen({ type: "ENV", id: appid }))
    .map((one) => ({ ...one, groups: one.groups.filter((path) => paths.has(path)) }));
  return { ...estate, environments, groups };
}

/** The nearest group around this one that is among those seen; null for none. */
export const aroundIn = (paths: ReadonlySet<string>, path: string): string | null =>
  parentPath(path) === null ? null : (ancestors(path).find((around) => paths.has(around)) ?? null);

/** Refusal: not-found, for what is there and out of their sight. */
export function inSightOnly({ sees }: Sighted, resource: Resource): void {
  if (sees && !sees(resource)) throw notFound("resource");
}
