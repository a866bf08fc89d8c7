import { z } from "zod";
import { addDismissals, dismissalsOf } from "../../../db/threats";
import { Refusal } from "../../domain/refusal";
import { operation } from "../operation";
import { response } from "../wire/shapes";
import { GRANTS, mayDismiss, ownerOfIt, reachIt } from "./reach";
import { dismissalShape, named } from "./shapes";

const MOST_DISMISSALS = 20_000;
export const dismissals = z.array(dismissalShape).min(1).max(500);

export const dismissSuggestions = operation({
  method: "threatmodel.threat.DismissSuggestions",
  grant: GRANTS.change,
  kind: "write",
  scope: "resource",
  summary:
    "Suggest a threat no more: of one element, of one kind of element in the threat model, or nowhere in the account.",
  input: z.object({ ...named, dismissals }),
  output: response,
  owner: ownerOfIt,
  load: reachIt,
  allow: mayDismiss,
  handle: async (at) => {
    const { threatModelId: model } = at.input;
    if ((await dismissalsOf(at.db, at.owner, model)).length + at.input.dismissals.length > MOST_DISMISSALS) {
      throw new Refusal("limit", `At most ${MOST_DISMISSALS} dismissed suggestions a threat model.`);
    }
    await addDismissals(at.db, { owner: at.owner, model, by: at.actor.uid }, at.input.dismissals);
    at.record({ target: "threat-model", id: model, after: { dismissed: at.input.dismissals } });
    return {};
  },
});
