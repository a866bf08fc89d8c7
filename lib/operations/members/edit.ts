import { z } from "zod";
import { lastAtHand } from "../../../db/at-hand";
import { labelStatement } from "../../../db/collaborations";
import * as field from "../fields";
import { operation } from "../operation";
import { ownersViewOf } from "../owners-view";
import { ownerMeant } from "../standing";
import { collaborationResponse } from "../wire/shapes";
import { loadWholeTarget, mayManage } from "./target";

export const editMember = operation({
  method: "users.collaboration.EditMember",
  kind: "write",
  summary: "Change how a member is shown to the owner; the member never sees it.",
  input: z.object({ id: field.id(), displayName: field.text().optional(), ownerUid: field.ownerUid() }),
  output: collaborationResponse,
  owner: ownerMeant,
  atHand: ({ owner, input }) => lastAtHand(owner, input.id),
  load: loadWholeTarget,
  allow: mayManage,
  handle: async (at) => {
    const { member, whole } = at.facts;
    const { displayName } = at.input;
    at.lays(whole);
    if (displayName === undefined || displayName === member.display_name) return () => ownersViewOf(at, whole);
    const before = { displayName: member.display_name };
    at.record({ target: "member", id: member.id, before, after: { displayName } });
    at.last(labelStatement(at.owner, member.id, displayName));
    const members = whole.members.map((one) => (one === member ? { ...one, display_name: displayName } : one));
    const relabelled = { ...whole, members };
    at.lays(relabelled);
    return () => ownersViewOf(at, relabelled);
  },
});
