import { z } from "zod";
import { findWhole } from "../../../db/collaborations";
import { collaborationOfShare, saveEnd } from "../../../db/ends";
import { invalid, notFound } from "../../domain/refusal";
import { refuseEscalation } from "../escalation";
import * as field from "../fields";
import { operation } from "../operation";
import { mayActForOwner, ownerMeant, standingOf } from "../standing";
import { readUntil, untilWire } from "../until";
import { all, ofAnother } from "../verdict";
import { response } from "../wire/shapes";

export const setShareEnd = operation({
  method: "confer.access.SetShareEnd",
  grant: "users.collaboration.SetResource",
  kind: "write",
  summary: "Say until when one shared thing stays shared, or that it has no end; its end takes no other share.",
  input: z.object({ id: field.id(), until: field.text(40), ownerUid: field.ownerUid() }),
  output: response,
  owner: ownerMeant,
  load: async (at) => {
    const standing = await standingOf(at);
    const acting = mayActForOwner(at, standing);
    if (!acting.allowed) return { acting, standing };
    const id = await collaborationOfShare(at.db, at.owner, at.input.id);
    const whole = id === null ? undefined : await findWhole(at.db, at.owner, id);
    if (!whole) throw notFound("shared resource");
    return { acting, standing, whole };
  },
  allow: ({ actor, facts: { acting, standing, whole } }) =>
    all(
      acting,
      ofAnother(standing.as === "member" && whole?.members.some((member) => member.member_uid === actor.uid)),
    ),
  handle: async (at) => {
    const until = readUntil(at.input.until);
    if (until === undefined) throw invalid("until");
    const whole = at.facts.whole!;
    const share = whole.shares.find(({ id }) => id === at.input.id)!;
    const { id, type, resource_id: resourceId, role_ids: roleIds } = share;
    // Giving it for longer is giving it.
    await refuseEscalation(at, at.facts.standing, whole, { type, id: resourceId }, roleIds);
    await saveEnd(at.db, at.owner, "share", id, until);
    const is = { collaboration: whole.collaboration.id, type, resourceId, roleIds };
    at.record({
      target: "share",
      id,
      before: { ...is, until: null, ...untilWire(share) },
      after: { ...is, until: null, ...untilWire({ ends_at: until }) },
    });
    return {};
  },
});
