import { z } from "zod";
import { estateOf } from "../../../db/estate";
import { nextId } from "../../../db/ids";
import { lastUseOf } from "../../../db/last-use";
import { addReview, type NewLine } from "../../../db/reviews";
import { facesOf, rosterOf, thingsOf } from "../../../db/roster";
import { findMethod } from "../../domain/method";
import { type Resource, resourceKey } from "../../domain/resource";
import { dayOf, suggest } from "../../domain/review";
import { type At, operation } from "../operation";
import { theirOwn } from "../verdict";
import { headsOf, reviewHead } from "./wire";

const REVIEWED = new Set(["ACTIVE", "PENDING", "SUSPENDED"]);

export const startReview = operation({
  method: "confer.review.Start",
  grant: "users.collaboration.GetMembers",
  kind: "write",
  summary:
    "Begin a review of who has access: a line for each person and each thing shared with them, with its last use and what that speaks for.",
  input: z.object({}),
  output: z.strictObject({ review: reviewHead }),
  load: linesNow,
  allow: theirOwn,
  handle: async (at) => {
    const { owner, actor, facts } = at;
    const id = await nextId();
    await addReview(at.db, { owner_uid: owner, id, started_by: actor.uid, started_at: new Date() }, facts);
    at.record({ target: "review", id, after: { lines: facts.length } });
    return { review: (await headsOf(at)).find((review) => review.id === id)! };
  },
});

async function linesNow(at: At<unknown>): Promise<NewLine[]> {
  const { db, owner } = at;
  const version = await at.version;
  const [estate, { people }] = [await estateOf(db, owner, version), await rosterOf(db, owner, version)];
  const reviewed = people.filter(({ status }) => REVIEWED.has(status));
  const things = await thingsOf(db, owner, [...new Set(reviewed.map(({ collaborationId }) => collaborationId))]);
  const environments = new Map(estate.environments.map((environment) => [environment.appid, environment]));
  const uids = [...new Set(reviewed.flatMap(({ uid }) => uid ?? []))];
  const faces = await facesOf(db, uids);
  const used = await lastUseOf(db, owner, uids, (appid) => environments.get(appid)?.groups ?? []);
  const changing = changingRoles(estate.facts);
  const today = dayOf(Date.now());
  const lines = reviewed.flatMap((person) =>
    things
      .filter(({ collaborationId }) => collaborationId === person.collaborationId)
      .map((thing): Omit<NewLine, "n"> => {
        const resource: Resource = { type: thing.type, id: thing.resourceId };
        const use = person.uid === null ? null : used(person.uid, resource);
        const onlyLooked =
          use !== null &&
          thing.roleIds.some((role) => changing.has(role)) &&
          [...use.methods].every((name) => findMethod(name)?.isSafe);
        return {
          member_id: person.id,
          person: person.label || (person.uid !== null && faces.get(person.uid)?.name) || person.email,
          email: person.email,
          collaboration_id: thing.collaborationId,
          share_id: thing.id,
          resource: resourceKey(resource),
          thing: environments.get(thing.resourceId)?.name ?? thing.resourceId,
          roles: thing.roleIds.map((id) => ({ id, name: estate.roles.get(id)?.name ?? "" })),
          last_use: use?.day ?? null,
          suggestion: suggest({ sinceDay: dayOf(person.since), lastUse: use?.day ?? null, onlyLooked }, today),
        };
      }),
  );
  return lines.map((line, n) => ({ ...line, n: n + 1 }));
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
