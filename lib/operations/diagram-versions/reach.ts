import { findSession } from "../../../db/diagram-sessions";
import { findVersion } from "../../../db/diagram-versions";
import { whyNot } from "../../domain/diagram/room-seats";
import { notFound } from "../../domain/refusal";
import * as field from "../fields";
import { judgeReached, ownerOfNamed, type Reached, reachDiagram } from "../models";
import type { At } from "../operation";
import { all, no, type Verdict, yes } from "../verdict";

/** Versions are named by their diagram, and one of them by its own id beside it. */
export const named = { threatModelId: field.uuid(), diagramId: field.uuid() };
export type Named = { threatModelId: string; diagramId: string };

export const READS = "threatmodel.diagram.GetDiagram";
export const WRITES = "threatmodel.diagram.EditDiagram";

export const ownerOfThis = (at: Pick<At<Named>, "db" | "input">) => ownerOfNamed(at, at.input.threatModelId);
export const reachThis = (at: At<Named>) => reachDiagram(at, at.input.threatModelId, at.input.diagramId);

/** With what the host of a session lets them do there. */
export async function reachToDraw<I extends Named>(at: At<I>) {
  const [reached, session] = [await reachThis(at), await findSession(at.db, at.owner, at.input.diagramId)];
  const here = session && { host: session.host_uid, locked: session.is_locked, readOnly: session.read_only };
  const kept = here ? whyNot(here, { person: at.actor, mayEdit: true }) : null;
  return { ...reached, kept };
}

/** Whoever may draw there now. */
export const mayDraw = (facts: Reached & { kept: ReturnType<typeof whyNot> }): Verdict =>
  all(judgeReached(facts), isFree(facts.kept));

function isFree(kept: ReturnType<typeof whyNot>): Verdict {
  if (kept === null) return yes("Nobody keeps them from drawing.");
  return kept === "locked" ? no("the host has locked the canvas") : no("the host lets you only look");
}

/** Refusal: not-found. */
export async function versionOf(at: Pick<At<Named>, "db" | "owner" | "input">, id: string) {
  const version = await findVersion(at.db, at.owner, at.input.diagramId, id);
  if (!version) throw notFound("version");
  return version;
}
