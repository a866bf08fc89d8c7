import { z } from "zod";
import { findMember } from "../../../db/collaborations";
import { closeInvitations, overdue } from "../../../db/invitations";
import { bindPointer } from "../../../db/memberships";
import { REASON } from "../../domain/reason";
import { Refusal } from "../../domain/refusal";
import * as field from "../fields";
import { tellOwner } from "../letters";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { collaborationResponse } from "../wire/shapes";
import { loadMine, ownerOfMine, step } from "./mine";
import { membersView } from "./view";

export const acceptCollaboration = operation({
  method: "users.collaboration.AcceptCollaboration",
  kind: "write",
  unheld: true,
  summary: "Accept an invitation; access begins at once. Accepting twice is accepting once.",
  input: z.object({ id: field.id() }),
  output: collaborationResponse,
  owner: ownerOfMine,
  load: loadMine,
  allow: theirOwn,
  handle: async (at) => {
    const { member } = at.facts;
    if (member.status !== "ACTIVE") {
      if ((await overdue(at.db, at.owner, [member.id])).size > 0) {
        throw new Refusal("wrong-state", "This invitation has run out; ask for a new one.", {
          reason: REASON.invitationRanOut,
        });
      }
      await step(at, "accept", { member_uid: at.actor.uid, secret_hash: null, secret_expires_at: null });
      await bindPointer(at.db, at.owner, member.id, at.actor.uid);
      await closeInvitations(at.db, at.owner, [member.id], "accepted");
      at.send(await tellOwner(at, "accepted", member));
    }
    return membersView(at, (await findMember(at.db, at.owner, member.id))!);
  },
});
