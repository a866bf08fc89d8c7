import { findDiagram, ownerOfDiagram } from "../../../db/diagrams";
import { environmentKey } from "../../../db/environments";
import { isMemberOf } from "../../../db/memberships";
import { findModel } from "../../../db/threat-models";
import { environmentIn, worldOf } from "../../../db/worlds";
import { findMethod } from "../../domain/method";
import { locate, reach } from "../../domain/reach";
import { invalid, notFound } from "../../domain/refusal";
import { CATEGORY, normalizeResourceId, type Resource, resourceTypes } from "../../domain/resource";
import { decide, rightsOn } from "../../domain/rights";
import type { World } from "../../domain/world";
import * as field from "../fields";
import type { Asked, At } from "../operation";

/** What is asked for: a method, on a thing of an owner or where a diagram hangs. */
export const wantedFields = {
  serviceMethod: field.text(),
  diagramId: field.uuid().optional(),
  ownerUid: field.ownerUid(),
  resourceType: field.choice(resourceTypes).optional(),
  resourceId: field.text().optional(),
};
type Input = {
  serviceMethod: string;
  diagramId?: string | undefined;
  ownerUid?: number | undefined;
  resourceType?: Resource["type"] | undefined;
  resourceId?: string | undefined;
};
export type Wanted = { method: string; resource: Resource; world: World; allowed: boolean };

/** Whose it is. Refusal: not-found, also where the asker has nothing to do with them (D4). */
export async function ownerWanted(at: Asked<Input>): Promise<number> {
  const { diagramId, ownerUid } = at.input;
  const owner = diagramId === undefined ? (ownerUid ?? null) : await ownerOfDiagram(at.db, diagramId);
  if (owner === null || owner === at.actor.uid || !(await isMemberOf(at.db, owner, at.actor.uid))) throw gone(at.input);
  return owner;
}

/** What is wanted, provided the asker knows of the thing or did until it ended. Refusals: not-found, invalid. */
export async function readWanted(at: At<Input>): Promise<Wanted> {
  const world = await worldOf(at.db, at.owner, at.version, at.actor.uid);
  const method = findMethod(at.input.serviceMethod);
  const resource = await resourceOf(at, world);
  if (!resource || !knows(world, at.actor.uid, resource)) throw gone(at.input);
  if (!method?.isCollaborationAccessible)
    throw invalid("serviceMethod", `there is no method ${at.input.serviceMethod}`);
  const { allowed } = decide(world, at.actor, method.name, resource);
  return { method: method.name, resource, world, allowed };
}

const gone = ({ diagramId }: Input) => notFound(diagramId === undefined ? "resource" : "diagram");

async function resourceOf(at: At<Input>, world: World): Promise<Resource | null> {
  const { diagramId, resourceType: type = "ENV", resourceId } = at.input;
  if (diagramId !== undefined) {
    const diagram = await findDiagram(at.db, at.owner, diagramId);
    const model = diagram && (await findModel(at.db, at.owner, diagram.threat_model_id));
    return model?.environment ? { type: "ENV", id: model.environment } : null;
  }
  if (resourceId === undefined) throw invalid("resourceId");
  const id = normalizeResourceId(type, resourceId);
  const known = type === "ENV" && id !== CATEGORY ? environmentIn(world, environmentKey(id)) : id;
  return known === null ? null : { type, id: known };
}

/** Something of it is theirs, or was until it ended; the account itself is known to whoever works there. */
function knows(world: World, uid: number, resource: Resource): boolean {
  const mine = world.membershipsOf.get(uid) ?? [];
  if (resource.type === "ACCOUNT") {
    return resource.id === String(world.ownerUid) && mine.some(({ status }) => status === "ACTIVE");
  }
  if (rightsOn(world, { uid }, resource).some((word) => word !== 0)) return true;
  const place = locate(world, resource);
  if (mine.some((one) => one.ended !== undefined && reach(world, one, place).count > 0)) return true;
  return decide(world, { uid }, "threatmodel.diagram.GetDiagram", resource).trail.some(
    ({ step, ended }) => step === "share" && ended !== undefined,
  );
}
