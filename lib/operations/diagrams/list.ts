import { z } from "zod";
import { diagramsOf } from "../../../db/diagrams";
import * as field from "../fields";
import { judgeReached, page, reachModel } from "../models";
import { operation } from "../operation";
import { summaryShape, summaryWire } from "../wire/models";
import { ownerOfThis } from "./named";

export const listDiagrams = operation({
  method: "threatmodel.diagram.GetDiagrams",
  kind: "read",
  scope: "resource",
  summary: "List the diagrams of a threat model, without their cells.",
  input: z.object({
    threatModelId: field.uuid(),
    limit: field.count(1000).optional(),
    offset: field.count(1_000_000).optional(),
  }),
  output: z.strictObject({ diagrams: z.array(summaryShape), total: z.number().int() }),
  owner: ownerOfThis,
  load: (at) => reachModel(at, at.input.threatModelId),
  allow: (at) => judgeReached(at.facts),
  handle: async (at) => {
    const all = await diagramsOf(at.db, at.owner, [at.facts.model.id]);
    return { diagrams: page(all, at.input).map(summaryWire), total: all.length };
  },
});
