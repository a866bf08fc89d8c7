import { z } from "zod";
import { addDismissals, findThreat, removeThreat } from "../../../db/threats";
import { notFound } from "../../domain/refusal";
import * as field from "../fields";
import { judgeReached } from "../models";
import { operation } from "../operation";
import { response } from "../wire/shapes";
import { GRANTS, ownerOfIt, reachIt } from "./reach";
import { MOST_AT_ONCE, named } from "./shapes";

export const deleteThreats = operation({
  method: "threatmodel.threat.DeleteThreats",
  grant: GRANTS.change,
  kind: "write",
  scope: "resource",
  summary:
    "Take threats out of the register; rules that suggested them do not suggest them there again, unless `suggestAgain`.",
  input: z.object({
    ...named,
    ids: z.array(field.uuid()).min(1).max(MOST_AT_ONCE),
    suggestAgain: field.flag().optional(),
  }),
  output: response,
  owner: ownerOfIt,
  load: async (at) => {
    const reached = await reachIt(at);
    const threats = [];
    for (const id of new Set(at.input.ids)) {
      const threat = await findThreat(at.db, at.owner, id);
      if (threat?.threat_model_id !== at.input.threatModelId) throw notFound("threat");
      threats.push(threat);
    }
    return { ...reached, threats };
  },
  allow: (at) => judgeReached(at.facts),
  handle: async (at) => {
    const { threats } = at.facts;
    const here = threats.flatMap(({ rule, diagram_id, cell }) =>
      rule === null ? [] : [{ rule, scope: "here" as const, diagram: diagram_id, cell }],
    );
    if (!at.input.suggestAgain) {
      await addDismissals(at.db, { owner: at.owner, model: at.input.threatModelId, by: at.actor.uid }, here);
    }
    for (const threat of threats) {
      await removeThreat(at.db, threat);
      at.record({ target: "threat", id: threat.id, before: { number: threat.number, title: threat.title } });
    }
    return {};
  },
});
