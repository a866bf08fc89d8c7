import { z } from "zod";
import { findWhole, putShare } from "../../../db/collaborations";
import { saveDue } from "../../../db/ends";
import { invalid, notFound } from "../../domain/refusal";
import { resourceTypes } from "../../domain/resource";
import { refuseEscalation } from "../escalation";
import * as field from "../fields";
import { collaborationOfOwner } from "../lookups";
import { operation } from "../operation";
import { resourceKeyOf } from "../share-argument";
import { withinShareLimit } from "../share-limit";
import { shareRow } from "../share-place";
import { openCupboard, rolesFor } from "../share-roles";
import { mayActForOwner, ownerMeant, standingOf } from "../standing";
import { sharedIn, tellChanged } from "../tell-member";
import { readUntil, untilField, untilWire } from "../until";
import { all, ofAnother } from "../verdict";
import { resourceResponse } from "../wire/shapes";
import { shareAnswers } from "./answers";

export const setResource = operation({
  method: "users.collaboration.SetResource",
  kind: "write",
  summary: "Give a collaboration exactly these roles on one resource, sharing it where it is not shared yet.",
  input: z.object({
    collaborationId: field.id(),
    resourceId: field.text(),
    resourceType: field.choice(resourceTypes).optional(),
    roleIds: field.texts(500).optional(),
    ownerUid: field.ownerUid(),
    createRoleIfNeeded: field.flag().optional(),
    until: untilField(),
  }),
  output: resourceResponse,
  owner: ownerMeant,
  load: async (at) => {
    const standing = await standingOf(at);
    // Before anything else is looked up: whoever may not act here learns nothing of what there is.
    const acting = mayActForOwner(at, standing);
    if (!acting.allowed) return { acting, standing };
    const id = await collaborationOfOwner(at.db, at.owner, at.input.collaborationId);
    const whole = id === null ? undefined : await findWhole(at.db, at.owner, id);
    if (!whole) throw notFound("collaboration");
    const type = at.input.resourceType ?? "ENV";
    const resourceId = await resourceKeyOf(at.db, at.owner, type, at.input.resourceId);
    return { acting, standing, whole, resource: { type, id: resourceId } };
  },
  allow: ({ actor, facts: { acting, standing, whole } }) =>
    all(
      acting,
      ofAnother(standing.as === "member" && whole?.members.some((member) => member.member_uid === actor.uid)),
    ),
  handle: async (at) => {
    const { standing } = at.facts;
    const until = readUntil(at.input.until);
    const whole = at.facts.whole!;
    const resource = at.facts.resource!;
    const create = at.input.createRoleIfNeeded === true && standing.as === "owner";
    const named = (at.input.roleIds ?? []).map((text) => (/^[1-9]\d{0,15}$/.test(text) ? Number(text) : text));
    if (named.length === 0 && !create) throw invalid("roleIds");
    const roleIds = await rolesFor(at, await openCupboard(at), { type: resource.type, roles: named }, create);
    await refuseEscalation(at, standing, whole, resource, roleIds);
    const before = whole.shares.find((share) => share.type === resource.type && share.resource_id === resource.id);
    if (!before) await withinShareLimit(at, whole.shares.length);
    const row = await shareRow(whole, { type: resource.type, resourceId: resource.id, before }, undefined, until);
    const shown = sharedIn(whole);
    const id = await putShare(at.db, row, roleIds);
    at.record({
      target: "share",
      id,
      before: before && { roleIds: before.role_ids },
      after: { collaboration: whole.collaboration.id, ...resource, roleIds, ...untilWire(row) },
    });
    await saveDue(at.db, at.owner);
    await tellChanged(at, whole.collaboration.id, shown);
    return (await shareAnswers(at, whole.collaboration.id)).get(id)!;
  },
});
