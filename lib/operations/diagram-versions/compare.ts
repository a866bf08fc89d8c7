import { z } from "zod";
import { readDocument } from "../../../db/documents";
import type { Cell } from "../../domain/diagram/cell";
import { compare } from "../../domain/diagram/compare";
import * as field from "../fields";
import { judgeReached } from "../models";
import { operation } from "../operation";
import { named, ownerOfThis, READS, reachThis, versionOf } from "./reach";
import { comparisonShape, versionShape, versionWires } from "./wire";

export const compareVersions = operation({
  method: "confer.diagrams.CompareVersions",
  grant: READS,
  kind: "read",
  scope: "resource",
  summary: "Tell what was added, removed and changed between two versions of a diagram, or since one of them.",
  input: z.object({ ...named, from: field.uuid(), to: field.uuid().nullable() }),
  output: z.strictObject({ from: versionShape, to: versionShape.nullable(), changes: comparisonShape }),
  owner: ownerOfThis,
  load: async (at) => ({
    ...(await reachThis(at)),
    from: await versionOf(at, at.input.from),
    to: at.input.to === null ? null : await versionOf(at, at.input.to),
  }),
  allow: (at) => judgeReached(at.facts),
  handle: async (at) => {
    const { from, to } = at.facts;
    const before = JSON.parse(from.cells) as Cell[];
    const after = to
      ? (JSON.parse(to.cells) as Cell[])
      : (await readDocument(at.db, at.owner, at.input.diagramId)).document.cells();
    const wires = new Map((await versionWires(at)).map((wire) => [wire.id, wire]));
    return { from: wires.get(from.id)!, to: to && wires.get(to.id)!, changes: compare(before, after) };
  },
});
