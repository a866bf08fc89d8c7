import { z } from "zod";
import { removeMember } from "../../../db/collaborations";
import { dropPointers } from "../../../db/memberships";
import { notFound } from "../../domain/refusal";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { response } from "../wire/shapes";
import { loadTarget, mayStep } from "./target";

export const deleteMember = operation({
  method: "users.collaboration.DeleteMember",
  kind: "write",
  summary: "Remove a member with everything that was shared with them alone.",
  input: z.object({ id: field.id(), ownerUid: field.ownerUid() }),
  output: response,
  owner: ownerMeant,
  load: loadTarget,
  allow: mayStep("remove"),
  handle: async (at) => {
    const { member } = at.facts;
    if (!(await removeMember(at.db, at.owner, member))) throw notFound("member");
    await dropPointers(at.db, at.owner, [member.id]);
    at.record({ target: "member", id: member.id, before: { email: member.email, status: member.status } });
    return {};
  },
});
