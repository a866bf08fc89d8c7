import { z } from "zod";
import { lastAtHand } from "../../../db/at-hand";
import { labelStatement } from "../../../db/collaborations";
import * as field from "../fields";
import { endMembership, mustSetEnds, SETS_ENDS } from "../member-end";
import { operation } from "../operation";
import { ownersViewOf } from "../owners-view";
import { ownerMeant } from "../standing";
import { readUntil, untilField } from "../until";
import { all } from "../verdict";
import { collaborationResponse } from "../wire/shapes";
import { loadWholeTarget, mayManage } from "./target";

export const editMember = operation({
  method: "users.collaboration.EditMember",
  kind: "write",
  summary:
    "Change how a member is shown to the owner, which the member never sees, or until when they are one, as SetMemberEnd does.",
  input: z.object({
    id: field.id(),
    displayName: field.text().optional(),
    until: untilField(),
    ownerUid: field.ownerUid(),
  }),
  output: collaborationResponse,
  owner: ownerMeant,
  // An end is more than one statement.
  atHand: ({ owner, input }) => (input.until === undefined ? lastAtHand(owner, input.id) : undefined),
  load: async (at) => {
    if (at.input.until !== undefined) mustSetEnds(at);
    return loadWholeTarget(at);
  },
  allow: (at) => {
    const verdict = mayManage(at);
    return at.input.until === undefined ? verdict : all(verdict, mayManage({ ...at, method: SETS_ENDS }));
  },
  handle: async (at) => {
    const { member, whole } = at.facts;
    const { displayName } = at.input;
    const until = readUntil(at.input.until);
    const isLabelled = displayName !== undefined && displayName !== member.display_name;
    if (until === undefined) at.lays(whole);
    else await endMembership(at, member, until);
    if (!isLabelled && until === undefined) return () => ownersViewOf(at, whole);
    if (isLabelled) {
      const before = { displayName: member.display_name };
      at.record({ target: "member", id: member.id, before, after: { displayName } });
      at.last(labelStatement(at.owner, member.id, displayName));
    }
    const change = {
      ...(isLabelled ? { display_name: displayName } : {}),
      ...(until === undefined ? {} : { ends_at: until }),
    };
    const changed = { ...whole, members: whole.members.map((one) => (one === member ? { ...one, ...change } : one)) };
    if (until === undefined) at.lays(changed);
    return () => ownersViewOf(at, changed);
  },
});
