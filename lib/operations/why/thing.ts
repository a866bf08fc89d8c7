import { findDiagram } from "../../../db/diagrams";
import { environmentKey, findEnvironment } from "../../../db/environments";
import { collaborationsSharing } from "../../../db/roster";
import { findModel, type ThreatModel } from "../../../db/threat-models";
import { environmentIn, worldOf } from "../../../db/worlds";
import { endedOn } from "../../domain/diagram/rights";
import { locate, UNKNOWN } from "../../domain/reach";
import { invalid, notFound, Refusal } from "../../domain/refusal";
import { CATEGORY, normalizeResourceId, type Resource, type ResourceType, resourceTypes } from "../../domain/resource";
import * as field from "../fields";
import { type Sight, sightsOf } from "../in-sight";
import { hasHeardOf } from "../known";
import { ownerOfDrawn, ownerOfNamed, reachDrawn, reachModel } from "../models";
import type { Asked, At } from "../operation";
import { mayActForOwner } from "../standing";
import { howHere, sees, viewOf } from "../views";
import { MANAGES } from "./question";

/** What a question is about: a resource in the ways `CheckEnvironmentRights` takes it, or a threat model, or a diagram of one. */
export const thingFields = {
  appid: field.text().optional(),
  envName: field.text().optional(),
  resourceId: field.text(2000).optional(),
  resourceType: field.choice(resourceTypes).optional(),
  threatModelId: field.uuid().optional(),
  diagramId: field.uuid().optional(),
};
export type ThingInput = {
  [key in "appid" | "envName" | "resourceId" | "threatModelId" | "diagramId"]?: string | undefined;
} & { resourceType?: ResourceType | undefined };

export type Drawn = { model: ThreatModel; diagram: { id: string; name: string } | null };

/** As it was named, before anybody looked whether it is there; null where nothing was named. */
export function resourceNamed(input: ThingInput): Resource | null {
  const { appid, envName, resourceId, resourceType } = input;
  const type = resourceId === undefined ? "ENV" : (resourceType ?? "ENV");
  const text = resourceId ?? envName ?? appid;
  return text === undefined ? null : { type, id: normalizeResourceId(type, text) };
}

/** For `owner:`: whose a threat model or diagram is, when one is named. Refusal: not-found. */
export async function ownerOfThing(at: Asked<ThingInput>): Promise<number | null> {
  const { threatModelId, diagramId } = at.input;
  if (threatModelId) return ownerOfNamed(at, threatModelId);
  return diagramId ? ownerOfDrawn({ ...at, input: { id: diagramId } }) : null;
}

/**
 * For `owner:`: whose the thing is that is asked about, where nobody says whose: the caller's own, else that of somebody who shares it with
 * them. Null where they know of none, where it is said, and where a member is named, who is one of an account. Refusal: not-found.
 */
export async function ownerInSight(
  at: Asked<ThingInput & { ownerUid?: number | undefined; memberId?: number | undefined }>,
): Promise<number | null> {
  const drawn = await ownerOfThing(at);
  const named = resourceNamed(at.input);
  if (drawn !== null || !named || at.input.ownerUid !== undefined || at.input.memberId !== undefined) return drawn;
  const sights = await sightsOf(at, named.type, named.id);
  return (sights.find(({ owner }) => owner === at.actor.uid) ?? sights[0])?.owner ?? null;
}

/** The model or diagram named, provided the caller can open it. Refusal: not-found. */
export async function drawnNamed(at: At<ThingInput>): Promise<Drawn | null> {
  const { threatModelId, diagramId } = at.input;
  const here = { ...at, method: "threatmodel.model.GetThreatModel" };
  if (diagramId) {
    const { model, diagram } = await reachDrawn(here, diagramId);
    return { model, diagram };
  }
  return threatModelId ? { model: (await reachModel(here, threatModelId)).model, diagram: null } : null;
}

/**
 * Where a diagram or threat model hangs that the caller cannot open, provided they know of that: the reason is told of the environment
 * alone. Refusal: the one of whoever cannot open it.
 */
export async function drawnOrPlace(at: At<ThingInput>): Promise<{ drawn: Drawn | null; place: Sight | null }> {
  try {
    return { drawn: await drawnNamed(at), place: null };
  } catch (no) {
    if (!(no instanceof Refusal) || no.code !== "not-found") throw no;
    const { diagramId, threatModelId } = at.input;
    const diagram = diagramId ? await findDiagram(at.db, at.owner, diagramId) : null;
    const id = threatModelId ?? diagram?.threat_model_id;
    const model = id ? await findModel(at.db, at.owner, id) : undefined;
    // Whoever was on its own list until that ended has known it, and is told so.
    if (model && endedOn(model, at.actor)) return { drawn: { model, diagram: diagram ?? null }, place: null };
    const environment = model?.environment;
    if (!environment) throw no;
    const world = await worldOf(at.db, at.owner, at.version, at.actor.uid);
    const resource = { type: "ENV" as const, id: environment };
    if (!hasHeardOf(world, at.actor.uid, resource)) throw no;
    return { drawn: null, place: { owner: at.owner, world, resource } };
  }
}

/** The thing of this account, provided the caller may know of it: the owner of all, a delegate of what they see. Refusal: not-found. */
export async function thingOf(at: At<ThingInput>): Promise<Resource> {
  const named = resourceNamed(at.input);
  if (!named) throw invalid("resourceId");
  const world = await worldOf(at.db, at.owner, at.version, at.actor.uid);
  const { type } = named;
  const id = type === "ENV" && named.id !== CATEGORY ? environmentIn(world, environmentKey(named.id)) : named.id;
  const resource = id === null ? null : { type, id };
  const isRegion = type === "VHI_REGION" || type === "S3_REGION";
  if (!resource || (!isRegion && locate(world, resource) === UNKNOWN)) throw notFound("resource");
  const view = await viewOf(at);
  if (type !== "ACCOUNT" && !sees(at, view, resource)) throw notFound("resource", howHere(at, view, resource));
  return resource;
}

/**
 * What somebody who looks after the members of an account reads as shared with them, also where it does not reach themselves; null for
 * everything else.
 */
export async function readAsShared(at: At<unknown>, { type, id }: Resource): Promise<Sight | null> {
  const { actor, db, owner } = at;
  if (actor.token || owner === actor.uid) return null;
  const world = await worldOf(db, owner, at.version, actor.uid);
  if (!mayActForOwner({ ...at, method: MANAGES }, { as: "member", world }).allowed) return null;
  const known = type === "ENV" && id !== CATEGORY ? environmentIn(world, environmentKey(id)) : id;
  if (known === null) return null;
  const resource = { type, id: known };
  return (await collaborationsSharing(db, owner, [resource])).size > 0 ? { owner, world, resource } : null;
}

/** What a thing is called. */
export async function nameOfThing(
  { db }: Pick<At<unknown>, "db">,
  owner: number,
  { type, id }: Resource,
): Promise<string> {
  if (type !== "ENV" || id === CATEGORY) return id;
  return (await findEnvironment(db, owner, id))?.name ?? id;
}
