import { z } from "zod";
import { readDocument } from "../../../db/documents";
import { pictureOf } from "../../domain/diagram/picture";
import { keep } from "../../keep";
import { one } from "../../one";
import * as field from "../fields";
import { judgeReached, ownerOfDrawn, reachDrawn } from "../models";
import { operation } from "../operation";

/** Pictures that were drawn, by diagram; those of large diagrams are drawn anew. */
const KEPT = 500;
const LONGEST = 64 * 1024;
const drawn = one("pictures", () => new Map<string, { seq: number; svg: string }>());

export const getPicture = operation({
  method: "confer.pages.GetPicture",
  grant: "threatmodel.diagram.GetDiagram",
  kind: "read",
  tokens: false,
  summary: "Draw a diagram as a picture; nothing where the caller has that of its last edit already.",
  input: z.object({ id: field.uuid(), known: field.count(Number.MAX_SAFE_INTEGER).optional() }),
  output: z.strictObject({ seq: z.number().int(), svg: z.string().nullable() }),
  owner: ownerOfDrawn,
  load: (at) => reachDrawn(at, at.input.id),
  allow: (at) => judgeReached(at.facts),
  handle: async (at) => {
    const { id, seq } = at.facts.diagram;
    if (at.input.known === seq) return { seq, svg: null };
    const kept = drawn.get(id);
    if (kept?.seq === seq) return kept;
    const { document, seq: now } = await readDocument(at.db, at.owner, id);
    const { svg } = pictureOf(document.cells(), { look: "auto", transparent: true });
    if (svg.length <= LONGEST) keep(drawn, id, { seq: now, svg }, KEPT);
    return { seq: now, svg };
  },
});
