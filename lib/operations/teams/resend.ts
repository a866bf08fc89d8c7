import { z } from "zod";
import * as field from "../fields";
import { inviteAgain } from "../invitation";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { theirOwn } from "../verdict";
import { response } from "../wire/shapes";
import { loadTeamMember } from "./target";

export const resendTeamInvite = operation({
  method: "users.team.ResendInvite",
  kind: "write",
  summary: "Send a team invitation again, with a new link; the old one stops working.",
  input: z.object({ memberId: field.id(), ownerUid: field.ownerUid() }),
  output: response,
  owner: ownerMeant,
  load: loadTeamMember,
  ownersOnly: true,
  allow: theirOwn,
  handle: async (at) => {
    await inviteAgain(at, at.facts, "resend");
    return {};
  },
});
