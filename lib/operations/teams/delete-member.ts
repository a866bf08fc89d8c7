import { z } from "zod";
import { removeMember } from "../../../db/collaborations";
import { dropPointers } from "../../../db/memberships";
import { notFound } from "../../domain/refusal";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { theirOwn } from "../verdict";
import { response } from "../wire/shapes";
import { loadTeamMember } from "./target";

export const deleteTeamMember = operation({
  method: "users.team.DeleteMember",
  kind: "write",
  summary: "Take a person out of a team; the team and what it shares stay.",
  input: z.object({ memberId: field.id(), ownerUid: field.ownerUid() }),
  output: response,
  owner: ownerMeant,
  load: loadTeamMember,
  ownersOnly: true,
  allow: theirOwn,
  handle: async (at) => {
    const member = at.facts;
    if (!(await removeMember(at.db, at.owner, member))) throw notFound("member");
    await dropPointers(at.db, at.owner, [member.id]);
    at.record({ target: "member", id: member.id, before: { email: member.email, status: member.status } });
    return {};
  },
});
