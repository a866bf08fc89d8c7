import { z } from "zod";
import { readDocument } from "../../../db/documents";
import { judgeReached } from "../models";
import { operation } from "../operation";
import { diagramShape, diagramWire } from "../wire/models";
import { named, ownerOfThis, reachThis } from "./named";

export const getDiagram = operation({
  method: "threatmodel.diagram.GetDiagram",
  kind: "read",
  scope: "resource",
  summary: "Tell about one diagram, with its cells.",
  input: z.object(named),
  output: z.strictObject({ diagram: diagramShape }),
  owner: ownerOfThis,
  load: reachThis,
  allow: (at) => judgeReached(at.facts),
  handle: async (at) => {
    const { document, seq } = await readDocument(at.db, at.owner, at.input.id);
    return { diagram: diagramWire({ ...at.facts.diagram, seq }, document.cells()) };
  },
});
