import { z } from "zod";
import { findMember, saveOwnerLabel } from "../../../db/collaborations";
import * as field from "../fields";
import { operation } from "../operation";
import { collaborationResponse } from "../wire/shapes";
import { loadSeen, memberOnly, ownerOfSeen } from "./mine";
import { membersView } from "./view";

export const editCollaboration = operation({
  method: "users.collaboration.EditCollaboration",
  kind: "write",
  summary: "Change how a collaboration is shown to its member; the owner never sees it.",
  input: z.object({ id: field.id(), displayName: field.text().optional() }),
  output: collaborationResponse,
  owner: ownerOfSeen,
  load: loadSeen,
  allow: memberOnly("What a collaboration is called by its member is the member's own."),
  handle: async (at) => {
    const member = at.facts.member!;
    const { displayName } = at.input;
    if (displayName !== undefined && displayName !== member.owner_label) {
      await saveOwnerLabel(at.db, at.owner, member.id, displayName);
      // The label is the member's own; the owner's journal says that it changed, not to what.
      at.record({ target: "member", id: member.id, before: { ownerLabel: "…" }, after: { ownerLabel: "…" } });
    }
    return membersView(at, (await findMember(at.db, at.owner, member.id))!);
  },
});
