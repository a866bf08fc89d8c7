import { randomUUID } from "node:crypto";
import { z } from "zod";
import { findDiagram } from "../../../db/diagrams";
import { highestNumber, addThreats as insert, threatsOf } from "../../../db/threats";
import { notFound, Refusal } from "../../domain/refusal";
import { MOST_THREATS } from "../../domain/threats/threat";
import { operation } from "../operation";
import { GRANTS, mayIt, ownerOfIt, reachIt } from "./reach";
import { MOST_AT_ONCE, named, newThreat, threatShape, threatWire } from "./shapes";

export const addThreats = operation({
  method: "threatmodel.threat.AddThreats",
  grant: GRANTS.change,
  kind: "write",
  scope: "resource",
  summary:
    "Add threats to a threat model; what a rule suggested of an element is added once, however often it is asked.",
  input: z.object({ ...named, threats: z.array(newThreat).min(1).max(MOST_AT_ONCE) }),
  output: z.strictObject({ threats: z.array(threatShape) }),
  owner: ownerOfIt,
  load: reachIt,
  allow: mayIt,
  handle: async (at) => {
    const { threatModelId: model, threats } = at.input;
    for (const id of new Set(threats.map(({ diagramId }) => diagramId))) {
      if ((await findDiagram(at.db, at.owner, id))?.threat_model_id !== model) throw notFound("diagram");
    }
    const { highest, count } = await highestNumber(at.db, at.owner, model);
    if (count + threats.length > MOST_THREATS) {
      throw new Refusal("limit", `At most ${MOST_THREATS} threats a threat model.`);
    }
    const rows = threats.map(({ diagramId, ...threat }, n) => ({
      ...threat,
      facts: threat.facts.map(({ is, of }) => (of === undefined ? { is } : { is, of })),
      id: randomUUID(),
      number: highest + 1 + n,
      diagram: diagramId,
    }));
    const added = new Set(await insert(at.db, { owner: at.owner, model, by: at.actor.uid }, rows));
    for (const { id, number, title, rule, cell } of rows) {
      if (added.has(id)) at.record({ target: "threat", id, after: { number, title, rule, cell } });
    }
    const all = await threatsOf(at.db, at.owner, model);
    return { threats: all.filter(({ id }) => added.has(id)).map(threatWire) };
  },
});
