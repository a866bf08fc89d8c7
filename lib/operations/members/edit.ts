import { z } from "zod";
import { saveLabel } from "../../../db/collaborations";
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
    const view = () => ownersView(at, member.collaboration_id);
    if (displayName === undefined || displayName === member.display_name) return view();
    const before = { displayName: member.display_name };
    at.record({ target: "member", id: member.id, before, after: { displayName } });
    // On one connection statements run in the order they are sent: the view reads the label just written, in the same trip.
    const [, shown] = await Promise.all([saveLabel(at.db, at.owner, member.id, displayName), view()]);
    return shown;
  },
});
