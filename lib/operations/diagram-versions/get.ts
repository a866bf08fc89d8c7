import { z } from "zod";
import type { Cell } from "../../domain/diagram/cell";
import * as field from "../fields";
import { judgeReached } from "../models";
import { operation } from "../operation";
import { named, ownerOfThis, READS, reachThis, versionOf } from "./reach";
import { cellsShape, versionShape, versionWire } from "./wire";

export const getVersion = operation({
  method: "confer.diagrams.GetVersion",
  grant: READS,
  kind: "read",
  scope: "resource",
  summary: "Tell about one version of a diagram, with its cells.",
  input: z.object({ ...named, id: field.uuid() }),
  output: z.strictObject({ version: versionShape, cells: cellsShape }),
  owner: ownerOfThis,
  load: async (at) => ({ ...(await reachThis(at)), version: await versionOf(at, at.input.id) }),
  allow: (at) => judgeReached(at.facts),
  handle: async (at) => ({
    version: await versionWire(at, at.input.id),
    cells: JSON.parse(at.facts.version.cells) as Cell[],
  }),
});
