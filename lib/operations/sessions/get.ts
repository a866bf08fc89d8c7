import { z } from "zod";
import type { Diagram } from "../../../db/diagrams";
import { type Drawing, drawingFor } from "../../../db/drawing";
import type { ThreatModel } from "../../../db/threat-models";
import type { ModelRole } from "../../domain/diagram/rights";
import { notFound } from "../../domain/refusal";
import { one } from "../../one";
import { judgeReached, ownerOfNamed, standOn } from "../models";
import { type At, operation } from "../operation";
import { type SessionWire, sessionShape } from "../wire/models";
import { type Named, named, reachThis, sessionTold } from "./view";

/** What was found for an input while its owner was sought. */
const found = new WeakMap<object, Drawing>();

/** The diagram and its model as they were at their owner's version, by diagram: neither changes without a new one (R8). */
const KEPT = 5_000;
type Known = { version: number; model: ThreatModel; diagram: Diagram };
const known = one("drawn-on", () => new Map<string, Known>());

/** The same is answered to all of one role as long as nothing changes. */
const told = new WeakMap<Drawing, Map<ModelRole | null, { session: SessionWire }>>();

export const getSession = operation({
  method: "threatmodel.session.GetSession",
  kind: "read",
  scope: "resource",
  summary: "Tell who is drawing on a diagram together.",
  input: z.object(named),
  output: z.strictObject({ session: sessionShape }),
  owner: async (at) => {
    const { threatModelId, diagramId } = at.input;
    const drawing = await drawingFor(at.actor, diagramId);
    if (drawing) found.set(at.input, drawing);
    // Somebody else's diagram named in one's own model must look like one that never was.
    return drawing && known.get(diagramId)?.model.id === threatModelId
      ? drawing.owner
      : ownerOfNamed(at, threatModelId);
  },
  load: async (at) => {
    const drawing = found.get(at.input);
    const kept = known.get(at.input.diagramId);
    if (drawing && kept?.version === drawing.version && kept.model.id === at.input.threatModelId) {
      return { ...(await standOn(at, kept.model)), diagram: kept.diagram, drawing };
    }
    return { ...(await read(at, drawing)), drawing };
  },
  allow: (at) => judgeReached(at.facts),
  handle: async (at) => {
    const { drawing, role } = at.facts;
    if (!drawing?.session) throw notFound("session");
    const kept = told.get(drawing)?.get(role);
    if (kept) return kept;
    const answer = { session: sessionTold(drawing.session, at.facts) };
    const answers = told.get(drawing) ?? new Map();
    told.set(drawing, answers.set(role, answer));
    return answer;
  },
});

async function read(at: At<Named>, drawing: Drawing | undefined) {
  const reached = await reachThis(at);
  if (drawing) {
    const { model, diagram } = reached;
    known.delete(diagram.id);
    known.set(diagram.id, { version: drawing.version, model, diagram });
    if (known.size > KEPT) known.delete(known.keys().next().value!);
  }
  return reached;
}
