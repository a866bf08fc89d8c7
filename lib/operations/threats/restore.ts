import { z } from "zod";
import { removeDismissals } from "../../../db/threats";
import { operation } from "../operation";
import { response } from "../wire/shapes";
import { dismissals } from "./dismiss";
import { GRANTS, mayDismiss, ownerOfIt, reachIt } from "./reach";
import { named } from "./shapes";

export const restoreSuggestions = operation({
  method: "threatmodel.threat.RestoreSuggestions",
  grant: GRANTS.change,
  kind: "write",
  scope: "resource",
  summary: "Suggest again what was dismissed.",
  input: z.object({ ...named, dismissals }),
  output: response,
  owner: ownerOfIt,
  load: reachIt,
  allow: mayDismiss,
  handle: async (at) => {
    const { threatModelId: model } = at.input;
    await removeDismissals(at.db, { owner: at.owner, model }, at.input.dismissals);
    at.record({ target: "threat-model", id: model, before: { dismissed: at.input.dismissals } });
    return {};
  },
});
