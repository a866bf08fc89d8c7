import { z } from "zod";
import { readDocument } from "../../../db/documents";
import { openThreatsOf } from "../../../db/threats";
import { modelRoles } from "../../domain/diagram/rights";
import * as field from "../fields";
import { judgeReached, ownerOfDrawn, reachDrawn } from "../models";
import { type Output, operation } from "../operation";
import { diagramShape, diagramWire } from "../wire/models";

export const getDrawing = operation({
  method: "confer.pages.GetDrawing",
  grant: "threatmodel.diagram.GetDiagram",
  kind: "read",
  tokens: false,
  summary: "Tell all that the page of a diagram shows before anything is live.",
  input: z.object({ id: field.uuid() }),
  output: z.strictObject({
    diagram: diagramShape,
    model: z.strictObject({ id: z.string(), name: z.string() }),
    role: z.enum(modelRoles),
    uid: z.number().int(),
    /** How many threats of each element are open. */
    openThreats: z.record(z.string(), z.number().int()),
  }),
  owner: ownerOfDrawn,
  load: (at) => reachDrawn(at, at.input.id),
  allow: (at) => judgeReached(at.facts),
  handle: async (at) => {
    const { diagram, model, role, access } = at.facts;
    const { document, seq } = await readDocument(at.db, at.owner, diagram.id);
    return {
      diagram: diagramWire({ ...diagram, seq }, document.cells()),
      model: { id: model.id, name: model.name },
      role: (role ?? access.role)!,
      uid: at.actor.uid,
      openThreats: await openThreatsOf(at.db, at.owner, diagram.id),
    };
  },
});

export type Drawing = Output<typeof getDrawing>;
