import { findDiagram, ownerOfDiagram } from "../../../db/diagrams";
import { environmentKey } from "../../../db/environments";
import { isMemberOf } from "../../../db/memberships";
import { findModel, ownerOfModel } from "../../../db/threat-models";
import { environmentIn, worldOf } from "../../../db/worlds";
import { findMethod } from "../../domain/method";
import { invalid, notFound } from "../../domain/refusal";
import { CATEGORY, normalizeResourceId, type Resource, resourceTypes } from "../../domain/resource";
import { isMembership } from "../../domain/revival";
import { decide } from "../../domain/rights";
import type { World } from "../../domain/world";
import * as field from "../fields";
import { mayAskFor } from "../known";
import type { Asked, At } from "../operation";

/** What is asked for: a method, on a thing of an owner or where a threat model or one of its diagrams hangs. */
export const wantedFields = {
  serviceMethod: field.text(),
  diagramId: field.uuid().optional(),
  threatModelId: field.uuid().optional(),
  ownerUid: field.ownerUid(),
  resourceType: field.choice(resourceTypes).optional(),
  resourceId: field.text().optional(),
};
type Input = {
  serviceMethod: string;
  diagramId?: string | undefined;
  threatModelId?: string | undefined;
  ownerUid?: number | undefined;
  resourceType?: Resource["type"] | undefined;
  resourceId?: string | undefined;
};
export type Wanted = { method: string; resource: Resource; world: World; allowed: boolean; standing: Asking };
/** Whether the asker is a member now. */
export const askings = ["ACTIVE", "SUSPENDED", "ENDED"] as const;
type Asking = (typeof askings)[number];

/** Whose it is. Refusal: not-found, also where the asker has nothing to do with them (D4). */
export async function ownerWanted(at: Asked<Input>): Promise<number> {
  const { diagramId, threatModelId, ownerUid } = at.input;
  const owner = diagramId
    ? await ownerOfDiagram(at.db, diagramId)
    : threatModelId
      ? await ownerOfModel(at.db, threatModelId)
      : (ownerUid ?? null);
  if (owner === null || owner === at.actor.uid || !(await isMemberOf(at.db, owner, at.actor.uid))) throw gone(at.input);
  return owner;
}

/** What is wanted, provided the asker knows of the thing or did until it ended. Refusals: not-found, invalid. */
export async function readWanted(at: At<Input>): Promise<Wanted> {
  const world = await worldOf(at.db, at.owner, at.version, at.actor.uid);
  const method = findMethod(at.input.serviceMethod);
  const resource = await resourceOf(at, world);
  if (!resource || !mayAskFor(world, at.actor.uid, resource)) throw gone(at.input);
  if (!method?.isCollaborationAccessible)
    throw invalid("serviceMethod", `there is no method ${at.input.serviceMethod}`);
  const standing = standingIn(world, at.actor.uid);
  const isIn = isMembership(method.name, resource) && standing === "ACTIVE";
  const { allowed } = decide(world, at.actor, method.name, resource);
  return { method: method.name, resource, world, allowed: allowed || isIn, standing };
}

/** Of several memberships the best. */
export function standingIn(world: World, uid: number): Asking {
  const mine = world.membershipsOf.get(uid) ?? [];
  if (mine.some(({ status }) => status === "ACTIVE")) return "ACTIVE";
  return mine.some(({ status, ended }) => status === "SUSPENDED" && ended === undefined) ? "SUSPENDED" : "ENDED";
}

const gone = ({ diagramId, threatModelId }: Input) =>
  notFound(diagramId ? "diagram" : threatModelId ? "threat model" : "resource");

async function resourceOf(at: At<Input>, world: World): Promise<Resource | null> {
  const { diagramId, threatModelId, resourceType: type = "ENV", resourceId } = at.input;
  if (diagramId || threatModelId) {
    const id = diagramId ? (await findDiagram(at.db, at.owner, diagramId))?.threat_model_id : threatModelId;
    const model = id === undefined ? undefined : await findModel(at.db, at.owner, id);
    return model?.environment ? { type: "ENV", id: model.environment } : null;
  }
  if (resourceId === undefined) throw invalid("resourceId");
  const id = normalizeResourceId(type, resourceId);
  const known = type === "ENV" && id !== CATEGORY ? environmentIn(world, environmentKey(id)) : id;
  return known === null ? null : { type, id: known };
}
