import { z } from "zod";
import * as field from "../fields";
import { take } from "../member-step";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { tellSuspended } from "../tell-member";
import { response } from "../wire/shapes";
import { loadTarget, mayStep } from "./target";

export const suspendMember = operation({
  method: "users.collaboration.SuspendMember",
  kind: "write",
  summary: "Stop a member from using what the owner shares; nothing is deleted.",
  input: z.object({ id: field.id(), ownerUid: field.ownerUid() }),
  output: response,
  owner: ownerMeant,
  load: loadTarget,
  allow: mayStep("suspend"),
  handle: async (at) => {
    await take(at, "suspend", "SUSPENDED");
    await tellSuspended(at, at.facts.member.member_uid);
    return {};
  },
});
