import { z } from "zod";
import { renameVersion as rename } from "../../../db/diagram-versions";
import * as field from "../fields";
import { operation } from "../operation";
import { mayDraw, named, ownerOfThis, reachToDraw, versionOf, WRITES } from "./reach";
import { versionShape, versionWire } from "./wire";

export const renameVersion = operation({
  method: "confer.diagrams.RenameVersion",
  grant: WRITES,
  kind: "write",
  scope: "resource",
  summary: "Give a version of a diagram a name, or take it away.",
  input: z.object({ ...named, id: field.uuid(), name: field.name(256).nullable() }),
  output: z.strictObject({ version: versionShape }),
  owner: ownerOfThis,
  load: async (at) => ({ ...(await reachToDraw(at)), version: await versionOf(at, at.input.id) }),
  allow: (at) => mayDraw(at.facts),
  handle: async (at) => {
    const { diagramId, id, name } = at.input;
    await rename(at.db, at.owner, id, name);
    const before = { version: id, name: at.facts.version.name };
    at.record({ target: "diagram", id: diagramId, before, after: { version: id, name } });
    return { version: await versionWire(at, id) };
  },
});
