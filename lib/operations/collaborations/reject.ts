import { z } from "zod";
import { closeInvitations } from "../../../db/invitations";
import { LONGEST_REASON } from "../../domain/collaboration";
import * as field from "../fields";
import { tellOwner } from "../letters";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { response } from "../wire/shapes";
import { loadMine, ownerOfMine, step } from "./mine";

export const rejectCollaboration = operation({
  method: "users.collaboration.RejectCollaboration",
  kind: "write",
  unheld: true,
  summary: "Reject an invitation; the owner is told, with a reason if one is given.",
  input: z.object({ id: field.id(), reason: field.text(LONGEST_REASON).optional() }),
  output: response,
  owner: ownerOfMine,
  load: loadMine,
  allow: theirOwn,
  handle: async (at) => {
    const reason = at.input.reason?.trim() ?? "";
    await step(at, "reject", { secret_hash: null, secret_expires_at: null }, reason);
    await closeInvitations(at.db, at.owner, [at.facts.member.id], "rejected");
    at.send(await tellOwner(at, "rejected", at.facts.member, reason));
    return {};
  },
});
