import { z } from "zod";
import { sessionsOf } from "../../../db/diagram-sessions";
import { diagramsOf } from "../../../db/diagrams";
import { removeModel } from "../../../db/threat-models";
import * as field from "../fields";
import { expectVersion, inSession, judgeReached, ownerOfNamed, reachModel } from "../models";
import { operation } from "../operation";
import { response } from "../wire/shapes";

export const deleteThreatModel = operation({
  method: "threatmodel.model.DeleteThreatModel",
  kind: "write",
  scope: "resource",
  summary: "Delete a threat model with its diagrams, unless somebody is drawing on one of them.",
  input: z.object({ id: field.uuid(), ifVersion: field.count(Number.MAX_SAFE_INTEGER).optional() }),
  output: response,
  owner: (at) => ownerOfNamed(at, at.input.id),
  load: (at) => reachModel(at, at.input.id),
  allow: (at) => judgeReached(at.facts),
  handle: async (at) => {
    const { model } = at.facts;
    expectVersion(at.input.ifVersion, model.version);
    const diagrams = await diagramsOf(at.db, at.owner, [model.id]);
    const drawn = await sessionsOf(
      at.db,
      at.owner,
      diagrams.map(({ id }) => id),
    );
    if (drawn.length > 0) throw inSession();
    await removeModel(at.db, model);
    at.record({ target: "threat-model", id: model.id, before: { name: model.name, environment: model.environment } });
    return {};
  },
});
