import { z } from "zod";
import { diagramsOf } from "../../../db/diagrams";
import { readDocument } from "../../../db/documents";
import * as field from "../fields";
import { judgeReached, modelWires, ownerOfNamed, reachModel } from "../models";
import { operation } from "../operation";
import { type DiagramWire, diagramShape, diagramWire, modelShape } from "../wire/models";

export const getThreatModel = operation({
  method: "threatmodel.model.GetThreatModel",
  kind: "read",
  scope: "resource",
  summary: "Tell about one threat model, with its diagrams whole.",
  input: z.object({ id: field.uuid() }),
  output: z.strictObject({ model: modelShape, diagrams: z.array(diagramShape) }),
  owner: (at) => ownerOfNamed(at, at.input.id),
  load: (at) => reachModel(at, at.input.id),
  allow: (at) => judgeReached(at.facts),
  handle: async (at) => {
    const { model, role } = at.facts;
    const [wire] = await modelWires(at, at.owner, [{ model, role: role ?? "reader" }]);
    const diagrams: DiagramWire[] = [];
    for (const diagram of await diagramsOf(at.db, at.owner, [model.id])) {
      const { document, seq } = await readDocument(at.db, at.owner, diagram.id);
      diagrams.push(diagramWire({ ...diagram, seq }, document.cells()));
    }
    return { model: wire!, diagrams };
  },
});
