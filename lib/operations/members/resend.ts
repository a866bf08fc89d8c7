import { z } from "zod";
import * as field from "../fields";
import { inviteAgain } from "../invitation";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { response } from "../wire/shapes";
import { loadTarget, mayStep } from "./target";

export const resendMemberInvitation = operation({
  method: "users.collaboration.ResendMemberInvitation",
  kind: "write",
  summary: "Send the invitation again, with a new link; the old one stops working.",
  input: z.object({ id: field.id(), ownerUid: field.ownerUid() }),
  output: response,
  owner: ownerMeant,
  load: loadTarget,
  allow: mayStep("resend"),
  handle: async (at) => {
    await inviteAgain(at, at.facts.member, "resend");
    return {};
  },
});
