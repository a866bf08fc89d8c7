import { z } from "zod";
import { closeInvitations } from "../../../db/invitations";
import * as field from "../fields";
import { tellOwner } from "../letters";
import { operation } from "../operation";
import { response } from "../wire/shapes";
import { loadSeen, memberOnly, ownerOfSeen, step } from "./mine";

export const leaveCollaboration = operation({
  method: "users.collaboration.LeaveCollaboration",
  kind: "write",
  unheld: true,
  summary: "Leave a collaboration; access ends at once. On an open invitation it means rejecting.",
  input: z.object({ id: field.id() }),
  output: response,
  owner: ownerOfSeen,
  load: loadSeen,
  allow: memberOnly("An owner cannot leave their own collaboration."),
  handle: async (at) => {
    const member = at.facts.member!;
    const to = await step({ ...at, facts: { member } }, "leave", { secret_hash: null, secret_expires_at: null });
    await closeInvitations(at.db, at.owner, [member.id], "rejected");
    at.send(await tellOwner(at, to === "LEFT" ? "left" : "rejected", member));
    return {};
  },
});
