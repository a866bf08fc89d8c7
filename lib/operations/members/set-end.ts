import { z } from "zod";
import { invalid } from "../../domain/refusal";
import * as field from "../fields";
import { endMembership, SETS_ENDS } from "../member-end";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { readUntil } from "../until";
import { response } from "../wire/shapes";
import { loadTarget, mayManage } from "./target";

export const setMemberEnd = operation({
  method: "confer.access.SetMemberEnd",
  grant: SETS_ENDS,
  kind: "write",
  summary:
    "Say until when a membership or invitation holds, or that it has no end; at that moment it gives nothing more.",
  input: z.object({ id: field.id(), until: field.text(40), ownerUid: field.ownerUid() }),
  output: response,
  owner: ownerMeant,
  load: loadTarget,
  allow: mayManage,
  handle: async (at) => {
    const { member } = at.facts;
    const until = readUntil(at.input.until);
    if (until === undefined) throw invalid("until");
    await endMembership(at, member, until);
    return {};
  },
});
