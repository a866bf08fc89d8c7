import { z } from "zod";
import { type Estate, estateOf } from "../../../db/estate";
import { nextId } from "../../../db/ids";
import { lastUseOf, reaches } from "../../../db/last-use";
import { addReview, findReview, givenSince, type NewLine } from "../../../db/reviews";
import { facesOf, type Listed, rosterOf, type SharedThing, thingsOf } from "../../../db/roster";
import type { ReviewScope } from "../../../db/schema";
import { dayOf } from "../../domain/days";
import { findMethod } from "../../domain/method";
import { REASON } from "../../domain/reason";
import { notFound, Refusal } from "../../domain/refusal";
import { CATEGORY, type Resource, resourceKey, resourceTypes } from "../../domain/resource";
import { type ReviewedState, reviewedStates, suggest, UNUSED_DAYS } from "../../domain/review";
import * as field from "../fields";
import { type At, operation } from "../operation";
import { resourceKeyOf } from "../share-argument";
import { mayActForOwner, ownerMeant, standingOf } from "../standing";
import { headsOf, reviewHead } from "./wire";

const input = z.object({
  ownerUid: field.ownerUid(),
  /** Only what is shared in this role, what reaches this thing, whose membership is this. */
  roleId: field.id().optional(),
  resourceType: field.choice(resourceTypes).optional(),
  resourceId: field.text().optional(),
  state: field.choice(reviewedStates).optional(),
});
type Asked = At<z.output<typeof input>>;

export const startReview = operation({
  method: "confer.review.Start",
  grant: "users.collaboration.EditMember",
  kind: "write",
  summary:
    "Begin a review of who has access: a line for each person and each thing shared with them, with its last use and what that speaks for.",
  input,
  output: z.strictObject({ review: reviewHead }),
  owner: ownerMeant,
  load: async (at) => {
    const standing = await standingOf(at);
    const acting = mayActForOwner(at, standing);
    return { acting, found: acting.allowed ? await linesNow(at) : null };
  },
  allow: ({ facts }) => facts.acting,
  handle: async (at) => {
    const { owner, actor } = at;
    const { scope, lines } = at.facts.found!;
    if (lines.length === 0) {
      throw new Refusal("wrong-state", "Nothing like this is shared with anybody.", { reason: REASON.nothingToReview });
    }
    const id = await nextId();
    await addReview(at.db, { owner_uid: owner, id, started_by: actor.uid, started_at: new Date(), scope }, lines);
    at.record({ target: "review", id, after: { lines: lines.length, ...(scope ?? {}) } });
    const begun = (await findReview(at.db, owner, id))!;
    return { review: (await headsOf(at, [begun]))[0]! };
  },
});

async function linesNow(at: Asked): Promise<{ scope: ReviewScope | null; lines: NewLine[] }> {
  const { db, owner } = at;
  const version = await at.version;
  const [estate, { people, teams }] = [await estateOf(db, owner, version), await rosterOf(db, owner, version)];
  const environments = new Map(estate.environments.map((environment) => [environment.appid, environment]));
  const groupsOf = (appid: string) => environments.get(appid)?.groups ?? [];
  const scope = await scopeOf(at, estate);
  const reviewed = people.filter((one) => isReviewed(one) && (!scope?.state || one.status === scope.state));
  const shared = await thingsOf(db, owner, [...new Set(reviewed.map(({ collaborationId }) => collaborationId))]);
  const things = shared.filter(
    ({ type, resourceId, roleIds }) =>
      (!scope?.role || roleIds.includes(scope.role.id)) &&
      (!scope?.thing || reaches({ type, id: resourceId }, scope.thing, groupsOf)),
  );
  const byCollaboration = new Map<number, SharedThing[]>();
  for (const thing of things) {
    const { collaborationId } = thing;
    byCollaboration.set(collaborationId, [...(byCollaboration.get(collaborationId) ?? []), thing]);
  }
  const uids = [...new Set(reviewed.flatMap(({ uid }) => uid ?? []))];
  const [faces, used] = [await facesOf(db, uids), await lastUseOf(db, owner, uids, groupsOf)];
  const now = Date.now();
  const ids = things.map(({ id }) => id);
  const given = await givenSince(db, owner, ids, new Date(now - UNUSED_DAYS * DAY));
  const changing = changingRoles(estate.facts);

  const lineOf = (person: Listed, thing: SharedThing): Omit<NewLine, "n"> => {
    const resource: Resource = { type: thing.type, id: thing.resourceId };
    const use = person.uid === null ? null : used(person.uid, resource);
    const onlyLooked =
      use !== null &&
      thing.roleIds.some((role) => changing.has(role)) &&
      [...use.methods].every((name) => findMethod(name)?.isSafe);
    const since = Math.max(person.since, given.get(thing.id) ?? 0);
    const ends = [person.endsAt, thing.endsAt].flatMap((end) => end ?? []);
    return {
      ...{ member_id: person.id, uid: person.uid, email: person.email, state: person.status },
      person: person.label || (person.uid !== null && faces.get(person.uid)?.name) || person.email,
      team: person.type === "GROUP" ? (teams.get(person.collaborationId) ?? "") : null,
      ...{ collaboration_id: thing.collaborationId, share_id: thing.id, resource: resourceKey(resource) },
      thing: environments.get(thing.resourceId)?.name ?? thing.resourceId,
      roles: thing.roleIds.map((id) => ({ id, name: estate.roles.get(id)?.name ?? "" })),
      ends_at: ends.length > 0 ? new Date(Math.min(...ends)) : null,
      last_use: use?.day ?? null,
      suggestion: suggest({ sinceDay: dayOf(since), lastUse: use?.day ?? null, onlyLooked }, dayOf(now)),
    };
  };
  const lines = reviewed
    .flatMap((person) => (byCollaboration.get(person.collaborationId) ?? []).map((thing) => lineOf(person, thing)))
    .sort(asRead);
  return { scope, lines: lines.map((line, n) => ({ ...line, n: n + 1 })) };
}

const { compare } = new Intl.Collator("en", { numeric: true });

/** Person by person, by name; of one person the things by name, what is wider first. */
const asRead = (a: Omit<NewLine, "n">, b: Omit<NewLine, "n">): number =>
  compare(a.person, b.person) ||
  compare(a.email, b.email) ||
  Number(isWide(b)) - Number(isWide(a)) ||
  compare(a.thing, b.thing) ||
  compare(a.resource, b.resource) ||
  a.share_id - b.share_id;

const isWide = ({ resource }: Pick<NewLine, "resource">) =>
  resource.endsWith(`:${CATEGORY}`) || resource.startsWith("ACCOUNT:");

const isReviewed = ({ status }: Listed): boolean => reviewedStates.includes(status as ReviewedState);

const DAY = 86_400_000;

/** What is asked for, as it is called now; null for everything. Refusal: not-found. */
async function scopeOf({ db, owner, input }: Asked, estate: Estate): Promise<ReviewScope | null> {
  const { roleId, resourceType: type = "ENV", resourceId, state } = input;
  const role = roleId === undefined ? undefined : estate.roles.get(roleId);
  if (roleId !== undefined && !role) throw notFound("role");
  const id = resourceId ? await resourceKeyOf(db, owner, type, resourceId) : undefined;
  if (!roleId && !id && !state) return null;
  const name = estate.environments.find(({ appid }) => appid === id)?.name;
  return {
    ...(role && { role: { id: role.id, name: role.name } }),
    ...(id && { thing: { type, id, name: name ?? id } }),
    ...(state && { state }),
  };
}

/** The roles that allow more than reading. */
function changingRoles({ roles, policies }: Awaited<ReturnType<typeof estateOf>>["facts"]): Set<number> {
  const changing = new Set(
    policies
      .filter(({ behavior, methods }) => behavior === "ALLOW" && methods.some((name) => !findMethod(name)?.isSafe))
      .map(({ id }) => id),
  );
  return new Set(roles.filter(({ policyIds }) => policyIds.some((id) => changing.has(id))).map(({ id }) => id));
}
