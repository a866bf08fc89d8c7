import { z } from "zod";
import { wholesOf } from "../../../db/albums";
import type { MemberRow } from "../../../db/schema";
import { collaborationTypes } from "../../domain/collaboration";
import { notFound } from "../../domain/refusal";
import * as field from "../fields";
import { isMine, myMemberships } from "../mine";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { albumOf, type CollaborationWire, collaborationWire } from "../wire/collaborations";
import { collaborationsResponse } from "../wire/shapes";
import { ownCollaboration } from "./owned";

export const getCollaborations = operation({
  method: "users.collaboration.GetCollaborations",
  kind: "read",
  // It tells what a member calls the owner.
  inView: false,
  summary: "List what others share with the caller, open invitations included; or one collaboration.",
  input: z.object({
    id: field.id().optional(),
    ownerUid: field.ownerUid(),
    collaborationType: field.choice(collaborationTypes).optional(),
  }),
  output: collaborationsResponse,
  load: async (at) => {
    const { id, ownerUid, collaborationType } = at.input;
    // Filters combine for the owner's own as well (vap.md A.3).
    const meansOwn = id !== undefined && (ownerUid === undefined || ownerUid === at.actor.uid);
    const own = meansOwn ? await ownCollaboration(at, id) : undefined;
    if (own && (collaborationType ?? own.collaboration.type) === own.collaboration.type) return { own, mine: [] };
    const mine = (await myMemberships(at)).filter(
      (row) =>
        (id === undefined
          ? row.status !== "REJECTED" && row.status !== "LEFT"
          : row.collaboration_id === id || row.id === id) &&
        (ownerUid === undefined || row.owner_uid === ownerUid) &&
        (collaborationType === undefined || row.type === collaborationType),
    );
    if (id !== undefined && mine.length === 0) throw notFound("collaboration");
    return { own: undefined, mine };
  },
  allow: theirOwn,
  handle: async ({ db, actor, facts: { own, mine } }) => {
    if (own) {
      const album = await albumOf(db, actor.uid, [own], "flat");
      return {
        collaborations: [collaborationWire(own, album, { as: "owner" })],
        includeChildren: false,
        isOwner: true,
      };
    }
    const collaborations: CollaborationWire[] = [];
    for (const owner of new Set(mine.map((row) => row.owner_uid))) {
      const rows = new Map<number, MemberRow>(
        mine.filter((row) => row.owner_uid === owner).map((row) => [row.collaboration_id, row]),
      );
      const wholes = await wholesOf(db, owner, [...rows.keys()]);
      const album = await albumOf(db, owner, wholes, "flat");
      for (const whole of wholes) {
        // Read again: the membership may have gone between the two statements.
        const member = whole.members.find((row) => isMine(row, actor));
        if (member) collaborations.push(collaborationWire(whole, album, { as: "member", memberId: member.id }));
      }
    }
    return { collaborations, includeChildren: false, isOwner: false };
  },
});
