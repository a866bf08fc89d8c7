import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { policiesOf, rolesOf } from "../../../db/roles";
import { worldOf } from "../../../db/worlds";
import { notFound, Refusal } from "../../domain/refusal";
import { resourceTypes } from "../../domain/resource";
import { accessTo } from "../../domain/rights";
import * as field from "../fields";
import { type At, operation } from "../operation";
import { resourceKeyOf } from "../share-argument";
import { mayActForOwner, ownerMeant, type Standing, standingOf } from "../standing";
import { yes } from "../verdict";
import { settled } from "../wire/results";
import { roleWires } from "../wire/roles";
import { resourceResponses } from "../wire/shapes";

/** Who ended their part is not listed; who has not begun, or is suspended, is, and `metadata` says so. */
const ended = new Set(["REJECTED", "LEFT"]);

/**
 * Any role at all on the account lets one ask this very method, as it lets one see a shared thing. To be shown the others takes
 * the right that shows the members (S-13).
 */
function seesOthers(at: At<unknown>, standing: Standing): boolean {
  const { token: _, ...person } = at.actor;
  const asThemselves = { ...at, actor: person, method: "users.collaboration.GetMembers" };
  return mayActForOwner(at, standing).allowed && mayActForOwner(asThemselves, standing).allowed;
}

export const getResourceRoles = operation({
  method: "users.collaboration.GetResourceRoles",
  kind: "read",
  scope: "resource",
  summary: "List who reaches a resource, in which roles, and at which level; a plain member sees themselves alone.",
  input: z.object({
    resourceId: field.text(),
    resourceType: field.choice(resourceTypes).optional(),
    ownerUid: field.ownerUid(),
  }),
  output: resourceResponses,
  owner: ownerMeant,
  load: async (at) => {
    const standing = await standingOf(at);
    const manages = seesOthers(at, standing);
    const type = at.input.resourceType ?? "ENV";
    const id = await resourceKeyOf(at.db, at.owner, type, at.input.resourceId).catch((error) => {
      // In the same words as for what is there and does not reach them.
      throw !manages && error instanceof Refusal && error.code === "not-found" ? notFound("resource") : error;
    });
    const resource = { type, id };
    const world = await worldOf(at.db, at.owner, at.version, manages ? "everyone" : at.actor.uid);
    const access = accessTo(world, resource).filter((one) => !ended.has(one.status));
    // A member who reaches nothing of it does not learn that it is there (D4).
    if (!manages && access.length === 0) throw notFound("resource");
    return { resource, access };
  },
  allow: () => yes("Whoever does not manage sees their own row only."),
  handle: async ({ db, owner, facts: { resource, access } }) => {
    const account = (await findAccount(db, owner))!;
    const person = { uid: owner, email: account.email_shown, name: account.name };
    const roles = roleWires(await rolesOf(db, owner), await policiesOf(db, owner), person, "whole");
    return {
      responses: access.map((one) => {
        const held = one.roleIds.flatMap((id) => roles.get(id) ?? []);
        return {
          ...settled,
          collaborationId: one.collaborationId,
          id: one.via[0]?.shareId ?? 0,
          memberId: one.memberId,
          metadata: JSON.stringify({ accessLevel: one.level, status: one.status, via: one.via }),
          ownerUid: owner,
          receiveNotification: held.some((role) => role.receiveNotification),
          resourceId: resource.id,
          roleIds: one.roleIds,
          roles: held,
          type: resource.type,
          uid: one.uid ?? 0,
        };
      }),
    };
  },
});
