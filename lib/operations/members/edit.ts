import { z } from "zod";
import { saveMember } from "../../../db/collaborations";
import * as field from "../fields";
import { operation } from "../operation";
import { ownersView } from "../owners-view";
import { ownerMeant } from "../standing";
import { collaborationResponse } from "../wire/shapes";
import { loadTarget, mayManage } from "./target";

export const editMember = operation({
  method: "users.collaboration.EditMember",
  kind: "write",
  summary: "Change how a member is shown to the owner; the member never sees it.",
  input: z.object({ id: field.id(), displayName: field.text().optional(), ownerUid: field.ownerUid() }),
  output: collaborationResponse,
  owner: ownerMeant,
  load: loadTarget,
  allow: mayManage,
  handle: async (at) => {
    const { member } = at.facts;
    const { displayName } = at.input;
    if (displayName !== undefined && displayName !== member.display_name) {
      await saveMember(at.db, at.owner, member.id, { display_name: displayName });
      const before = { displayName: member.display_name };
      at.record({ target: "member", id: member.id, before, after: { displayName } });
    }
    return ownersView(at, member.collaboration_id);
  },
});
