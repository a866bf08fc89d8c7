import { z } from "zod";
import { diagramsOf } from "../../../db/diagrams";
import { readDocument } from "../../../db/documents";
import type { ThreatRow } from "../../../db/schema";
import { asidesOf, threatsOf } from "../../../db/threats";
import type { Drawing, Members } from "../../domain/formats/whole";
import { formats, writeFile } from "../../domain/formats/write";
import { notFound } from "../../domain/refusal";
import type { Threat } from "../../domain/threats/threat";
import * as field from "../fields";
import { judgeReached, ownerOfNamed, reachModel } from "../models";
import { operation } from "../operation";

/** Beside what the formats keep: how a thing was called in the file and here, and under which id a threat came. */
export const NAMED = "named";
export const CAME = "came";

export const exportThreatModel = operation({
  method: "threatmodel.model.ExportThreatModel",
  grant: "threatmodel.model.GetThreatModel",
  kind: "read",
  scope: "resource",
  summary:
    "Tell a threat model whole, as a file of Threat Dragon, of the Open Threat Model or of TM-BOM; or one of its diagrams for Mermaid.",
  /** `diagramId`: that one alone. */
  input: z.object({ id: field.uuid(), format: field.choice(formats), diagramId: field.uuid().optional() }),
  output: z.strictObject({ name: z.string(), content: z.string() }),
  owner: (at) => ownerOfNamed(at, at.input.id),
  load: (at) => reachModel(at, at.input.id),
  allow: (at) => judgeReached(at.facts),
  handle: async (at) => {
    const { model } = at.facts;
    const asides = await asidesOf(at.db, at.owner, model.id);
    const threats = await threatsOf(at.db, at.owner, model.id);
    const diagrams: Drawing[] = [];
    const { format, diagramId } = at.input;
    for (const diagram of await diagramsOf(at.db, at.owner, [model.id])) {
      if (diagramId !== undefined && diagram.id !== diagramId) continue;
      const { document } = await readDocument(at.db, at.owner, diagram.id);
      const { name, aside } = cameAs(diagram.name, asides.get(diagram.id));
      const own = threats.filter(({ diagram_id }) => diagram_id === diagram.id).map(threatOf);
      diagrams.push({ name, description: diagram.description, cells: document.cells(), threats: own, aside });
    }
    if (diagramId !== undefined && diagrams.length === 0) throw notFound("diagram");
    const { name, aside } = cameAs(model.name, asides.get(model.id));
    const content = await writeFile(format, { name, description: model.description, diagrams, aside });
    return { name: model.name, content };
  },
});

/** The name as it stood in a file, as long as nobody changed it here. */
function cameAs(name: string, kept: Members = {}): { name: string; aside: Members } {
  const { [NAMED]: named, ...aside } = kept;
  const { there, here } = (named ?? {}) as { there?: string; here?: string };
  return { name: here === name && there !== undefined ? there : name, aside };
}

function threatOf(row: ThreatRow): Threat {
  const { [CAME]: came, ...aside } = row.aside ?? {};
  const { number, cell, category, title, description, mitigation, severity, status, rule, facts } = row;
  return {
    id: typeof came === "string" ? came : row.id,
    number,
    cell,
    category,
    title,
    description,
    mitigation,
    severity,
    status,
    rule,
    facts,
    aside,
  };
}
