import { randomUUID } from "node:crypto";
import { z } from "zod";
import { addDiagram, diagramsOf, findDiagram } from "../../../db/diagrams";
import { nextId } from "../../../db/ids";
import { Refusal } from "../../domain/refusal";
import * as field from "../fields";
import { judgeReached, reachModel } from "../models";
import { operation } from "../operation";
import { diagramShape, diagramWire } from "../wire/models";
import { ownerOfThis } from "./named";

const MOST_DIAGRAMS = 500;

export const createDiagram = operation({
  method: "threatmodel.diagram.CreateDiagram",
  kind: "write",
  scope: "resource",
  summary: "Make an empty diagram in a threat model.",
  input: z.object({ threatModelId: field.uuid(), name: field.name(256), description: field.prose(2048).nullish() }),
  output: z.strictObject({ diagram: diagramShape }),
  owner: ownerOfThis,
  load: (at) => reachModel(at, at.input.threatModelId),
  allow: (at) => judgeReached(at.facts),
  handle: async (at) => {
    const { name, description = null, threatModelId } = at.input;
    if ((await diagramsOf(at.db, at.owner, [threatModelId])).length >= MOST_DIAGRAMS) {
      throw new Refusal("limit", `At most ${MOST_DIAGRAMS} diagrams a threat model.`);
    }
    const id = randomUUID();
    const row = { owner_uid: at.owner, id, threat_model_id: threatModelId, name, description, alias: await nextId() };
    await addDiagram(at.db, row);
    at.record({ target: "diagram", id, after: { name, threatModelId } });
    return { diagram: diagramWire((await findDiagram(at.db, at.owner, id))!, []) };
  },
});
