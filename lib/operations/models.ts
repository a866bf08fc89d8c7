import { namesOf } from "../../db/accounts";
import { type Diagram, diagramsOf, findDiagram, ownerOfDiagram } from "../../db/diagrams";
import { findEnvironment } from "../../db/environments";
import { pointersOf } from "../../db/memberships";
import { findModel, modelsNaming, modelsOf, ownerOfModel, type ThreatModel } from "../../db/threat-models";
import { worldOf } from "../../db/worlds";
import { explainOnModel, explainOwning, ONLY_OWNERS } from "../domain/diagram/explain";
import { holdsIn, type ModelAccess, type ModelRole, mayOnModel, roleOnModel } from "../domain/diagram/rights";
import { keptDecision } from "../domain/kept-decision";
import type { HowDecided } from "../domain/kept-step";
import { notFound, Refusal } from "../domain/refusal";
import type { World } from "../domain/world";
import type { Asked, At } from "./operation";
import { no, type Verdict, yes } from "./verdict";
import { versionFor } from "./versions";
import { isInView } from "./viewed";
import { type ModelWire, modelWire } from "./wire/models";

/**
 * A threat model, and what the actor may do with it: `access` is about the operation's method, `role` about the model as a whole; `how`:
 * the way to `access`.
 */
export type Reached = { model: ThreatModel; access: ModelAccess; role: ModelRole | null; how?: HowDecided };

type Here = Pick<At<unknown>, "db" | "actor" | "owner" | "version" | "method">;

export const REASON = { session: 4091, version: 4092 } as const;

/** For `owner:` of operations that name a threat model. Refusal: not-found. */
export async function ownerOfNamed(at: Pick<Asked<unknown>, "db">, id: string): Promise<number> {
  const owner = await ownerOfModel(at.db, id);
  if (owner === null) throw notFound("threat model");
  return owner;
}

/** The threat model of that id. Refusal: not-found, for whoever has no role on it too; `what` is what they asked for. */
export async function reachModel(at: Here, id: string, what = "threat model"): Promise<Reached> {
  const model = await findModel(at.db, at.owner, id);
  if (!model) throw notFound(what);
  return standOn(at, model, what);
}

/**
 * What the actor may do with a threat model that is known already. To whoever may do nothing with it, it does not exist (D4, S-04):
 * not-found, in the words for one that never was. `judgeReached` refuses those whose role is too low.
 */
export async function standOn(at: Here, model: ThreatModel, what = "threat model"): Promise<Reached> {
  const world = await worldFor(at, model);
  const access = mayOnModel(model, at.actor, world, at.method);
  const { role } = roleOnModel(model, at.actor, world);
  const how = () => keptDecision(explainOnModel(model, at.actor, world, at.method), world);
  if (!role && !access.role) throw notFound(what, how);
  return { model, access, role, how };
}

/** The world is asked only where the model's own list does not say everything already. */
export async function worldFor(at: Omit<Here, "method">, model: ThreatModel): Promise<World | null> {
  const owns = at.owner === at.actor.uid && !at.actor.token?.resources;
  return owns || model.environment === null ? null : worldOf(at.db, at.owner, at.version, at.actor.uid);
}

/** Without `model` it counts as no use of the right. */
export const judgeReached = ({
  access,
  how,
  model,
}: Pick<Reached, "access" | "how"> & Partial<Pick<Reached, "model">>): Verdict => {
  const because = access.trail.at(-1) ?? "";
  if (!access.role) return no(access.trail.join(" "), how);
  return { ...yes(because, how), ...(model && { on: model }) };
};

/** Who can open it and where it is attached: that is for its owners alone. */
export function judgeOwner(at: Here, { model, role }: Pick<Reached, "model" | "role">): Verdict {
  if (role === "owner") return yes("They own it.");
  const how = () => keptDecision(explainOwning(model, at.actor, at.method), null);
  const about = { serviceMethod: at.method, threatModelId: model.id, owning: true };
  return { ...no(ONLY_OWNERS, how), detail: { how, about } };
}

/** A diagram of a threat model, and what the actor may do there. Refusal: not-found. */
export async function reachDiagram(
  at: Here,
  threatModelId: string,
  id: string,
): Promise<Reached & { diagram: Diagram }> {
  const reached = await reachModel(at, threatModelId);
  const diagram = await findDiagram(at.db, at.owner, id);
  if (diagram?.threat_model_id !== threatModelId)
    throw new Refusal("not-found", "diagram not found in this threat model");
  return { ...reached, diagram };
}

/** Whose a diagram is of which no more is known than its id. Refusal: not-found. */
export async function ownerOfDrawn(at: { db: Here["db"]; input: { id: string } }): Promise<number> {
  const owner = await ownerOfDiagram(at.db, at.input.id);
  if (owner === null) throw notFound("diagram");
  return owner;
}

/** As `reachDiagram`, of which no more is known than its id. */
export async function reachDrawn(at: Here, id: string): Promise<Reached & { diagram: Diagram }> {
  const diagram = await findDiagram(at.db, at.owner, id);
  if (!diagram) throw notFound("diagram");
  return { ...(await reachModel(at, diagram.threat_model_id, "diagram")), diagram };
}

/** Refusal: wrong-state where somebody relies on another version than there is. */
export function expectVersion(expected: number | undefined, actual: number): void {
  if (expected === undefined || expected === actual) return;
  throw new Refusal("wrong-state", `It is at version ${actual} by now.`, { reason: REASON.version });
}

export const inSession = () =>
  new Refusal("wrong-state", "People are drawing on it together: end the session first.", { reason: REASON.session });

/** Models for the outside, with everybody's names and how many diagrams each has. */
export async function modelWires(
  at: Pick<At<unknown>, "db">,
  owner: number,
  models: readonly { model: ThreatModel; role: ModelRole }[],
): Promise<ModelWire[]> {
  const ids = models.map(({ model }) => model.id);
  const people = await namesOf(
    at.db,
    models.flatMap(({ model }) => [owner, model.created_by, ...model.entries.flatMap(({ uid }) => uid ?? [])]),
  );
  const diagrams = await diagramsOf(at.db, owner, ids);
  const wires: ModelWire[] = [];
  for (const { model, role } of models) {
    const attached = model.environment === null ? null : await findEnvironment(at.db, owner, model.environment);
    const diagramCount = diagrams.filter((one) => one.threat_model_id === model.id).length;
    const entries = model.entries.filter(holdsIn(model));
    wires.push(modelWire({ ...model, entries }, { role, people, environment: attached?.name ?? null, diagramCount }));
  }
  return wires;
}

/** Every threat model the actor has a role on, owner by owner: their own, those of whom they work with, those that name them. */
export async function everyModel(
  at: Here,
): Promise<{ owner: number; models: { model: ThreatModel; role: ModelRole }[] }[]> {
  const { actor, db } = at;
  const naming = await modelsNaming(db, { uid: actor.uid, email: actor.verified ? actor.email : null });
  const workWith = new Set((await pointersOf(db, actor.uid, null)).map((pointer) => pointer.owner_uid));
  const owners = new Set([actor.uid, ...workWith, ...naming.keys()]);
  const found = [];
  for (const owner of owners) {
    if (!isInView(actor, owner)) continue;
    const isWhole = owner === actor.uid || workWith.has(owner);
    const version = await versionFor(actor, owner);
    const models: { model: ThreatModel; role: ModelRole }[] = [];
    for (const model of await modelsOf(db, owner, isWhole ? undefined : naming.get(owner))) {
      const world = await worldFor({ db, actor, owner, version }, model);
      const { role } = roleOnModel(model, actor, world);
      if (role && mayOnModel(model, actor, world, at.method).role) models.push({ model, role });
    }
    if (models.length > 0) found.push({ owner, models });
  }
  return found;
}

export const page = <T>(all: readonly T[], { limit = 20, offset = 0 }: { limit?: number; offset?: number }): T[] =>
  all.slice(offset, offset + limit);
