import { z } from "zod";
import { insertVersion } from "../../../db/diagram-versions";
import { readDocument } from "../../../db/documents";
import * as field from "../fields";
import { operation } from "../operation";
import { mayDraw, named, ownerOfThis, reachToDraw, WRITES } from "./reach";
import { versionShape, versionWire } from "./wire";

export const saveVersion = operation({
  method: "confer.diagrams.SaveVersion",
  grant: WRITES,
  kind: "write",
  scope: "resource",
  summary: "Keep the diagram as it is now, under a name.",
  input: z.object({ ...named, name: field.name(256) }),
  output: z.strictObject({ version: versionShape }),
  owner: ownerOfThis,
  load: (at) => reachToDraw(at),
  allow: (at) => mayDraw(at.facts),
  handle: async (at) => {
    const { diagramId, name } = at.input;
    const { document, seq } = await readDocument(at.db, at.owner, diagramId);
    const kept = { kind: "named" as const, name, by: at.actor.uid, seq, cells: document.encoded() };
    const id = await insertVersion(at.db, at.owner, diagramId, kept);
    at.record({ target: "diagram", id: diagramId, after: { version: id, name, updateVector: seq } });
    return { version: await versionWire(at, id) };
  },
});
