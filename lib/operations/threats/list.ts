import { z } from "zod";
import { dismissalsOf, ownRules, threatsOf } from "../../../db/threats";
import { mayOnModel } from "../../domain/diagram/rights";
import { rulesWith } from "../../domain/threats/library";
import { worldFor } from "../models";
import { operation } from "../operation";
import { GRANTS, mayIt, ownerOfIt, ownsLibrary, reachIt } from "./reach";
import { dismissalShape, named, ruleShape, threatShape, threatWire } from "./shapes";

export const listThreats = operation({
  method: "threatmodel.threat.GetThreats",
  grant: GRANTS.see,
  kind: "read",
  scope: "resource",
  summary: "List the threats of a threat model, the rules that suggest more, and what was dismissed.",
  input: z.object(named),
  output: z.strictObject({
    threats: z.array(threatShape),
    rules: z.array(ruleShape),
    dismissals: z.array(dismissalShape),
    mayEdit: z.boolean(),
    mayEditRules: z.boolean(),
  }),
  owner: ownerOfIt,
  load: reachIt,
  allow: mayIt,
  handle: async (at) => {
    const { model } = at.facts;
    const world = await worldFor(at, model);
    const threats = await threatsOf(at.db, at.owner, model.id);
    return {
      threats: threats.map(threatWire),
      rules: rulesWith(await ownRules(at.db, at.owner)),
      dismissals: await dismissalsOf(at.db, at.owner, model.id),
      mayEdit: mayOnModel(model, at.actor, world, GRANTS.change).role !== null,
      mayEditRules: ownsLibrary(at).allowed,
    };
  },
});
