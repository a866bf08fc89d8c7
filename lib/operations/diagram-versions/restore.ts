import { randomUUID } from "node:crypto";
import { z } from "zod";
import { appendIn, saveSnapshot } from "../../../db/diagram-log";
import { insertVersion, versionsOf } from "../../../db/diagram-versions";
import { readDocument } from "../../../db/documents";
import * as field from "../fields";
import { inSession } from "../models";
import { operation } from "../operation";
import { mayDraw, named, ownerOfThis, reachToDraw, versionOf, WRITES } from "./reach";
import { versionShape, versionWire } from "./wire";

export const restoreVersion = operation({
  method: "confer.diagrams.RestoreVersion",
  grant: WRITES,
  kind: "write",
  scope: "resource",
  summary:
    "Make the diagram what it was in a version, as a new version; those who draw on it now are shown it at once.",
  input: z.object({ ...named, id: field.uuid() }),
  output: z.strictObject({ version: versionShape, seq: z.number().int() }),
  owner: ownerOfThis,
  load: async (at) => ({ ...(await reachToDraw(at)), version: await versionOf(at, at.input.id) }),
  allow: (at) => mayDraw(at.facts),
  handle: async (at) => {
    const { diagramId } = at.input;
    const { cells, name } = at.facts.version;
    const now = await readDocument(at.db, at.owner, diagramId);
    const newest = (await versionsOf(at.db, at.owner, diagramId))[0];
    // What is replaced can be gone back to as well.
    if ((newest?.seq ?? 0) < now.seq) {
      const kept = { kind: "automatic" as const, name: null, by: null, seq: now.seq, cells: now.document.encoded() };
      await insertVersion(at.db, at.owner, diagramId, kept);
    }
    const seq = await appendIn(at.db, at.owner, diagramId, now.seq, {
      operationId: randomUUID(),
      by: at.actor.uid,
      sessionId: null,
      kind: "rest",
      edit: `{"type":"replace","cells":${cells}}`,
      before: "[]",
      undoes: null,
      digest: "",
    });
    // Nobody writes while the owner's version is held; this is for a database that would let them.
    if (seq === null) throw inSession();
    await saveSnapshot(at.db, at.owner, diagramId, { seq, cells });
    const restored = { kind: "restored" as const, name, by: at.actor.uid, seq, cells };
    const id = await insertVersion(at.db, at.owner, diagramId, restored);
    at.record({
      target: "diagram",
      id: diagramId,
      before: { updateVector: now.seq },
      after: { updateVector: seq, restored: at.input.id },
    });
    return { version: await versionWire(at, id), seq };
  },
});
