import { randomUUID } from "node:crypto";
import { z } from "zod";
import { appendIn, saveSnapshot } from "../../../db/diagram-log";
import { addDiagram } from "../../../db/diagrams";
import { nextId } from "../../../db/ids";
import { addModel, findModel, modelsOf } from "../../../db/threat-models";
import { addThreats, keepAside, type NewThreat } from "../../../db/threats";
import { canonicalCells, Refused } from "../../domain/diagram/cell";
import { Document } from "../../domain/diagram/document";
import { fromBase64, unpacked } from "../../domain/formats/inflate";
import { LONGEST_FILE, readText } from "../../domain/formats/read";
import { type Drawing, type Read, Unreadable } from "../../domain/formats/whole";
import { invalid, Refusal } from "../../domain/refusal";
import { MOST_THREATS, type Threat } from "../../domain/threats/threat";
import * as field from "../fields";
import { modelWires } from "../models";
import type { At } from "../operation";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { modelShape } from "../wire/models";
import { MOST_MODELS } from "./create";
import { CAME, NAMED } from "./export";

/** Letters of a file as it is sent: gzip in base64, 2 MB of it. */
const BIGGEST_SENT = 2_800_000;
const MOST_DIAGRAMS = 100;

export const importThreatModel = operation({
  method: "threatmodel.model.ImportThreatModel",
  grant: "threatmodel.model.CreateThreatModel",
  kind: "write",
  summary:
    "Make a threat model of a file of Threat Dragon, of the Open Threat Model, of TM-BOM, of Mermaid or of draw.io, in one's own account.",
  input: z.object({ name: field.name(256), packed: z.string().max(BIGGEST_SENT).base64() }),
  output: z.strictObject({ model: modelShape }),
  load: (at) => modelsOf(at.db, at.owner),
  allow: theirOwn,
  handle: async (at) => {
    if (at.facts.length >= MOST_MODELS) throw new Refusal("limit", `At most ${MOST_MODELS} threat models an account.`);
    const { whole, format } = await fileIn(at.input.packed);
    if (whole.diagrams.length > MOST_DIAGRAMS) throw new Refusal("limit", `At most ${MOST_DIAGRAMS} diagrams a file.`);
    const { owner } = at;
    const id = randomUUID();
    const row = {
      owner_uid: owner,
      id,
      name: at.input.name,
      description: whole.description,
      framework: "STRIDE",
      status: "not_started",
      status_at: null,
      issue_uri: null,
      is_confidential: false,
      metadata: [],
      environment: null,
      created_by: at.actor.uid,
      alias: await nextId(),
    };
    const maker = {
      principal_type: "user" as const,
      uid: owner,
      email: "",
      provider: "",
      group_name: "",
      role: "owner" as const,
    };
    await addModel(at.db, row, [maker]);
    const named = row.name === whole.name.trim() ? { [NAMED]: { there: whole.name, here: row.name } } : {};
    const asides = new Map<string, Record<string, unknown>>([[id, { ...whole.aside, ...named }]]);
    const threats: NewThreat[] = [];
    for (const drawing of whole.diagrams) {
      const diagram = await addDrawing(at, id, drawing);
      asides.set(diagram.id, { ...drawing.aside, [NAMED]: { there: drawing.name, here: diagram.name } });
      threats.push(...drawing.threats.map((threat) => ({ ...fresh(threat), diagram: diagram.id })));
    }
    if (threats.length > MOST_THREATS) throw new Refusal("limit", `At most ${MOST_THREATS} threats a threat model.`);
    await addThreats(at.db, { owner, model: id, by: at.actor.uid }, threats);
    await keepAside(at.db, { owner, model: id }, asides);
    at.record({ target: "threat-model", id, after: { name: row.name, format, diagrams: whole.diagrams.length } });
    const [wire] = await modelWires(at, owner, [{ model: (await findModel(at.db, owner, id))!, role: "owner" }]);
    return { model: wire! };
  },
});

/** The threat under an id of its own, since the same file may come twice. */
const fresh = (threat: Threat): Threat => ({
  ...threat,
  id: randomUUID(),
  aside: { ...threat.aside, [CAME]: threat.id },
});

/** Refusal: invalid for what is no file of ours to read. */
async function fileIn(packed: string): Promise<Read & { format: string }> {
  const bytes = fromBase64(packed);
  const text = bytes && (await unpacked(bytes, "gzip", LONGEST_FILE));
  if (text === null) throw invalid("file", "it cannot be unpacked");
  const read = await readText(text);
  if (read instanceof Unreadable) throw invalid("file", `it is not read: ${read.why}`);
  return read;
}

type Here = Pick<At<unknown>, "db" | "owner" | "actor">;

/** A diagram with its cells as the first edit of its log. */
async function addDrawing(at: Here, model: string, drawing: Drawing): Promise<{ id: string; name: string }> {
  const cells = canonicalCells(drawing.cells);
  if (cells instanceof Refused) throw invalid("file", cells.message);
  const id = randomUUID();
  const name = drawing.name.trim() || "Diagram";
  const { description } = drawing;
  await addDiagram(at.db, {
    owner_uid: at.owner,
    id,
    threat_model_id: model,
    name,
    description,
    alias: await nextId(),
  });
  if (cells.length === 0) return { id, name };
  const encoded = Document.of(cells).encoded();
  const edit = {
    operationId: randomUUID(),
    by: at.actor.uid,
    sessionId: null,
    kind: "rest" as const,
    undoes: null,
    digest: "",
    edit: `{"type":"replace","cells":${encoded}}`,
    before: "[]",
  };
  const seq = await appendIn(at.db, at.owner, id, 0, edit);
  if (seq !== null) await saveSnapshot(at.db, at.owner, id, { seq, cells: encoded });
  return { id, name };
}
