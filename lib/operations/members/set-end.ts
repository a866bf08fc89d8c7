import { z } from "zod";
import { saveEnd } from "../../../db/ends";
import { invalid } from "../../domain/refusal";
import { refusedStep } from "../../domain/refused-step";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { readUntil, untilWire } from "../until";
import { response } from "../wire/shapes";
import { loadTarget, mayManage } from "./target";

export const setMemberEnd = operation({
  method: "confer.access.SetMemberEnd",
  // Whoever may let a member back in may say for how long.
  grant: "users.collaboration.ActivateMember",
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
    if (member.status === "REJECTED" || member.status === "LEFT") {
      throw refusedStep("suspend", member.status, member.display_name || member.email_shown);
    }
    await saveEnd(at.db, at.owner, "member", member.id, until);
    at.record({
      target: "member",
      id: member.id,
      before: { until: null, ...untilWire(member) },
      after: { until: null, ...untilWire({ ends_at: until }) },
    });
    return {};
  },
});
