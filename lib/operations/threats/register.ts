import { z } from "zod";
import { diagramsOf } from "../../../db/diagrams";
import { readDocument } from "../../../db/documents";
import { threatsOf } from "../../../db/threats";
import { labelOf } from "../../domain/diagram/read-cell";
import { mayOnModel } from "../../domain/diagram/rights";
import { worldFor } from "../models";
import { operation } from "../operation";
import { GRANTS, mayIt, ownerOfIt, reachIt } from "./reach";
import { named, threatShape, threatWire } from "./shapes";

export const getRegister = operation({
  method: "threatmodel.threat.GetRegister",
  grant: GRANTS.see,
  kind: "read",
  scope: "resource",
  summary: "List the threats of a threat model with the names of the diagrams and elements they are about.",
  input: z.object(named),
  output: z.strictObject({
    model: z.strictObject({ id: z.string(), name: z.string() }),
    threats: z.array(threatShape),
    /** Of each diagram the elements that threats are about, with their names. */
    diagrams: z.array(
      z.strictObject({ id: z.string(), name: z.string(), elements: z.array(z.tuple([z.string(), z.string()])) }),
    ),
    mayEdit: z.boolean(),
  }),
  owner: ownerOfIt,
  load: reachIt,
  allow: mayIt,
  handle: async (at) => {
    const { model } = at.facts;
    const threats = await threatsOf(at.db, at.owner, model.id);
    const diagrams = [];
    for (const { id, name } of await diagramsOf(at.db, at.owner, [model.id])) {
      const meant = new Set(threats.filter(({ diagram_id }) => diagram_id === id).map(({ cell }) => cell));
      const { document } = await readDocument(at.db, at.owner, id);
      const elements = [...meant].flatMap((cell): [string, string][] => {
        const found = document.get(cell);
        return found ? [[cell, labelOf(found)]] : [];
      });
      diagrams.push({ id, name, elements });
    }
    return {
      model: { id: model.id, name: model.name },
      threats: threats.map(threatWire),
      diagrams,
      mayEdit: mayOnModel(model, at.actor, await worldFor(at, model), GRANTS.change).role !== null,
    };
  },
});
