import { randomUUID } from "node:crypto";
import { z } from "zod";
import { appendIn, saveSnapshot } from "../../../db/diagram-log";
import { findSession } from "../../../db/diagram-sessions";
import { findDiagram, saveDiagram } from "../../../db/diagrams";
import { readDocument } from "../../../db/documents";
import type { Replacement } from "../../domain/diagram/apply";
import { canonicalCells, Refused } from "../../domain/diagram/cell";
import { Document } from "../../domain/diagram/document";
import { invalid } from "../../domain/refusal";
import * as field from "../fields";
import { labels } from "../labels";
import { expectVersion, inSession, judgeReached } from "../models";
import { operation } from "../operation";
import { diagramShape, diagramWire, versionOf } from "../wire/models";
import { named, ownerOfThis, reachThis } from "./named";

const BIGGEST_SVG = 102_400;
const MOST_COLORS = 8;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const COLOR = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i;

const color = z
  .string()
  .regex(COLOR)
  // Kept in one form: long, and in lower case.
  .transform((text) => (text.length === 4 ? text.replace(/[^#]/g, "$&$&") : text).toLowerCase());

const changes = z
  .object({
    name: field.name(256),
    description: field.prose(2048).nullable(),
    metadata: labels(),
    image: z
      .strictObject({
        svg: z.string().max(BIGGEST_SVG).regex(BASE64, "a picture is SVG as base64").optional(),
        update_vector: field.count(Number.MAX_SAFE_INTEGER).optional(),
      })
      .nullable(),
    colorPalette: z
      .array(z.strictObject({ position: z.number().int().min(1).max(MOST_COLORS), color }))
      .max(MOST_COLORS)
      .nullable(),
    includeInReport: field.flag(),
    timmyEnabled: field.flag(),
    cells: z.array(z.unknown()),
  })
  .partial();

export const editDiagram = operation({
  method: "threatmodel.diagram.EditDiagram",
  kind: "write",
  scope: "resource",
  summary: "Change a diagram or put all its cells anew, unless somebody is drawing on it.",
  input: z.object({ ...named, ifVersion: field.count(Number.MAX_SAFE_INTEGER).optional(), changes }),
  output: z.strictObject({ diagram: diagramShape }),
  owner: ownerOfThis,
  load: reachThis,
  allow: (at) => judgeReached(at.facts),
  handle: async (at) => {
    const { diagram } = at.facts;
    const { cells, image, ...said } = at.input.changes;
    if (await findSession(at.db, at.owner, diagram.id)) throw inSession();
    const { document, seq } = await readDocument(at.db, at.owner, diagram.id);
    expectVersion(at.input.ifVersion, versionOf({ ...diagram, seq }));
    const put = cells && putOf(cells);
    const isDrawn = put && put.encoded() !== document.encoded();
    const drawn = isDrawn ? await draw(at, diagram.id, seq, put) : { seq, document };
    const vector = { update_vector: drawn.seq };
    await saveDiagram(at.db, diagram, {
      ...columnsOf(said),
      ...(image === undefined ? {} : { image: image && JSON.stringify({ ...vector, ...image }) }),
    });
    const after = (await findDiagram(at.db, at.owner, diagram.id))!;
    at.record({
      target: "diagram",
      id: diagram.id,
      before: { name: diagram.name, updateVector: seq },
      after: { name: after.name, updateVector: drawn.seq },
    });
    return { diagram: diagramWire(after, drawn.document.cells()) };
  },
});

/** Refusal: invalid for cells that cannot be kept. */
function putOf(cells: unknown[]): Document {
  const canonical = canonicalCells(cells);
  if (!(canonical instanceof Refused)) return Document.of(canonical);
  const why = `${canonical.message} ${canonical.cells.join(" ")}`.trim();
  throw invalid("cells", why);
}

type Here = { db: Parameters<typeof appendIn>[0]; owner: number; actor: { uid: number } };

/** Cells put by REST are an edit of the log like any other, and a snapshot at once, because they are the whole. */
async function draw(
  at: Here,
  id: string,
  known: number,
  document: Document,
): Promise<{ seq: number; document: Document }> {
  const edit: Replacement = { type: "replace", cells: document.cells() };
  const waiting = {
    operationId: randomUUID(),
    by: at.actor.uid,
    sessionId: null,
    kind: "rest" as const,
    undoes: null,
    digest: "",
  };
  const seq = await appendIn(at.db, at.owner, id, known, { ...waiting, edit: JSON.stringify(edit), before: "[]" });
  if (seq === null) throw inSession();
  await saveSnapshot(at.db, at.owner, id, { seq, cells: document.encoded() });
  return { seq, document };
}

function columnsOf(said: Omit<z.output<typeof changes>, "cells" | "image">) {
  const { name, description, metadata, colorPalette, includeInReport, timmyEnabled } = said;
  return {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(metadata === undefined ? {} : { metadata: JSON.stringify(metadata) }),
    ...(colorPalette === undefined ? {} : { color_palette: colorPalette && JSON.stringify(colorPalette) }),
    ...(includeInReport === undefined ? {} : { include_in_report: includeInReport }),
    ...(timmyEnabled === undefined ? {} : { timmy_enabled: timmyEnabled }),
  };
}
