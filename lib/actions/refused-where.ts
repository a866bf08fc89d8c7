import { findMethod } from "../domain/method";
import { CATEGORY, parentPath } from "../domain/resource";
import type { AnyOperation } from "../operations/operation";
import type { No } from "./answer";

const named = ["threatModelId", "diagramId", "envName", "resourceId", "resourceType"] as const;

/** What a refused call was about, as the question why that explains it; undefined where it is about nothing that can be asked for. */
export function refusedWhere(op: AnyOperation, input: unknown): No["why"] {
  const method = findMethod(op.grant ?? op.method);
  if (!method || typeof input !== "object" || input === null) return undefined;
  const given = input as Record<string, unknown>;
  const text = (name: string) => (typeof given[name] === "string" ? { [name]: given[name] } : {});
  const { ownerUid } = given;
  const of = typeof ownerUid === "number" ? { ownerUid } : {};
  const thing = Object.assign({}, ...named.map(text), placeNamed(method.name, given));
  const isModel = method.name.startsWith("threatmodel.");
  if (isModel && !thing.threatModelId && !thing.diagramId && typeof given.id === "string") {
    Object.assign(
      thing,
      method.name.startsWith("threatmodel.diagram.") ? { diagramId: given.id } : { threatModelId: given.id },
    );
  }
  const isAbout = isModel ? thing.threatModelId || thing.diagramId : thing.envName || thing.resourceId;
  if (isAbout) return { serviceMethod: method.name, ...thing, ...(isModel ? {} : of) };
  // Whoever acts for an owner needs the right on the account.
  if (typeof ownerUid !== "number") return undefined;
  return { serviceMethod: method.name, resourceType: "ACCOUNT", resourceId: String(ownerUid), ownerUid };
}

const NEW = new Set(["environment.control.CreateEnvironment", "environment.group.CreateGroup"]);

/** Where groups are touched, and where something new would come to stand: what is new itself is nowhere yet. */
function placeNamed(method: string, { envName, envGroup, envGroups, srcGroupName }: Record<string, unknown>): object {
  const group = (path: unknown) => ({ resourceType: "ENV_GROUP", resourceId: path || CATEGORY });
  if (!NEW.has(method)) {
    const path = srcGroupName ?? envGroup;
    return typeof path === "string" && envName === undefined ? group(path) : {};
  }
  if (typeof envGroup === "string") return group(parentPath(envGroup));
  const [first] = Array.isArray(envGroups) ? envGroups : [];
  return { envName: undefined, ...(first ? group(first) : { resourceType: "ENV", resourceId: CATEGORY }) };
}

/** What of it can be asked for: what cannot be shared is nobody's to give. */
export function lackIn(why: NonNullable<No["why"]>): No["lack"] {
  const { envName, ...named } = why;
  if (!findMethod(String(why.serviceMethod))?.isCollaborationAccessible) return undefined;
  const lack = envName ? { resourceType: "ENV", resourceId: envName, ...named } : named;
  const isWhole = "diagramId" in lack || "threatModelId" in lack || ("resourceId" in lack && "ownerUid" in lack);
  return isWhole ? lack : undefined;
}
