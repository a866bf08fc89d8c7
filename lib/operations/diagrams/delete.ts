import { z } from "zod";
import { findSession } from "../../../db/diagram-sessions";
import { saveDiagram } from "../../../db/diagrams";
import * as field from "../fields";
import { expectVersion, inSession, judgeReached } from "../models";
import { operation } from "../operation";
import { versionOf } from "../wire/models";
import { response } from "../wire/shapes";
import { named, ownerOfThis, reachThis } from "./named";

export const deleteDiagram = operation({
  method: "threatmodel.diagram.DeleteDiagram",
  kind: "write",
  scope: "resource",
  summary: "Delete a diagram, unless somebody is drawing on it.",
  input: z.object({ ...named, ifVersion: field.count(Number.MAX_SAFE_INTEGER).optional() }),
  output: response,
  owner: ownerOfThis,
  load: reachThis,
  allow: (at) => judgeReached(at.facts),
  handle: async (at) => {
    const { diagram } = at.facts;
    if (await findSession(at.db, at.owner, diagram.id)) throw inSession();
    expectVersion(at.input.ifVersion, versionOf(diagram));
    await saveDiagram(at.db, diagram, { deleted_at: new Date() });
    at.record({ target: "diagram", id: diagram.id, before: { name: diagram.name } });
    return {};
  },
});
