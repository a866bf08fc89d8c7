import { z } from "zod";
import { closeInvitations } from "../../../db/invitations";
import * as field from "../fields";
import { tellOwner } from "../letters";
import { mineById } from "../mine";
import { type Asked, operation } from "../operation";
import { no, type Verdict, yes } from "../verdict";
import { response } from "../wire/shapes";
import { step } from "./mine";
import { ownCollaboration } from "./owned";

export const leaveCollaboration = operation({
  method: "users.collaboration.LeaveCollaboration",
  kind: "write",
  summary: "Leave a collaboration; access ends at once. On an open invitation it means rejecting.",
  input: z.object({ id: field.id() }),
  output: response,
  owner: async (at: Asked<{ id: number }>) =>
    (await ownCollaboration(at, at.input.id)) ? at.actor.uid : (await mineById(at, at.input.id)).owner_uid,
  load: async (at) => ({ member: at.owner === at.actor.uid ? null : await mineById(at, at.input.id) }),
  allow: (at): Verdict =>
    at.facts.member ? yes("It is their own.") : no("An owner cannot leave their own collaboration."),
  handle: async (at) => {
    const member = at.facts.member!;
    const to = await step({ ...at, facts: { member } }, "leave", { secret_hash: null, secret_expires_at: null });
    await closeInvitations(at.db, at.owner, [member.id], "rejected");
    at.send(await tellOwner(at, to === "LEFT" ? "left" : "rejected", member));
    return {};
  },
});
