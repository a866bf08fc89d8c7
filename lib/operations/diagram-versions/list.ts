import { z } from "zod";
import { headOf } from "../../../db/diagram-log";
import { judgeReached } from "../models";
import { operation } from "../operation";
import { named, ownerOfThis, READS, reachThis } from "./reach";
import { versionShape, versionWires } from "./wire";

export const listVersions = operation({
  method: "confer.diagrams.ListVersions",
  grant: READS,
  kind: "read",
  scope: "resource",
  summary: "List a diagram's versions, the newest first: those kept by themselves, and those somebody named.",
  input: z.object(named),
  output: z.strictObject({ versions: z.array(versionShape), seq: z.number().int() }),
  owner: ownerOfThis,
  load: reachThis,
  allow: (at) => judgeReached(at.facts),
  handle: async (at) => ({
    versions: await versionWires(at),
    seq: (await headOf(at.db, at.owner, at.input.diagramId)) ?? 0,
  }),
});
