import { findMethod } from "../domain/method";
import { type About, Refusal } from "../domain/refusal";
import { CATEGORY, resourceOfKey } from "../domain/resource";
import type { AnyOperation } from "../operations/operation";
import type { No } from "./answer";

const named = ["threatModelId", "diagramId", "envName", "resourceId", "resourceType"] as const;

/** A refusal that says what it is about, so that whoever meets it can ask why; as it was where nothing can be asked. */
export function toldWhere<T>(op: AnyOperation, input: unknown, error: T): T | Refusal {
  if (!(error instanceof Refusal) || !(error.code === "forbidden" || isOfKind(error))) return error;
  const about = error.detail.about ?? refusedWhere(op, input, error);
  return about ? new Refusal(error.code, error.message, { ...error.detail, about }) : error;
}

/** Not found are all of a kind, as all groups: that an account has such is no secret. */
const isOfKind = ({ code, detail: { how } }: Refusal): boolean =>
  code === "not-found" && how !== undefined && resourceOfKey(how().on ?? "").id === CATEGORY;

/**
 * What was judged, as the question why that explains it: what the decision itself is about, or the threat model that was named. What is not
 * a matter of rights alone has no decision that explains it.
 */
function refusedWhere(op: AnyOperation, input: unknown, { detail: { how } }: Refusal): About | undefined {
  const method = findMethod(op.grant ?? op.method);
  if (!method || typeof input !== "object" || input === null || !(how || op.ownersOnly)) return undefined;
  const serviceMethod = method.name;
  const given = input as Record<string, unknown>;
  const key = how?.().on;
  const on = key ? resourceOfKey(key) : null;
  const uid = on?.type === "ACCOUNT" ? Number(on.id) : given.ownerUid;
  const of: About = typeof uid === "number" ? { ownerUid: uid } : {};
  if (on) return { serviceMethod, resourceType: on.type, resourceId: on.id, ...of };
  const text = (name: string) => (typeof given[name] === "string" ? { [name]: given[name] } : {});
  const thing: Record<string, string> = Object.assign({}, ...named.map(text));
  const isModel = serviceMethod.startsWith("threatmodel.");
  if (isModel && !thing.threatModelId && !thing.diagramId && typeof given.id === "string") {
    thing[serviceMethod.startsWith("threatmodel.diagram.") ? "diagramId" : "threatModelId"] = given.id;
  }
  const isAbout = isModel ? thing.threatModelId || thing.diagramId : thing.envName || thing.resourceId;
  if (isAbout) return { serviceMethod, ...thing, ...(isModel ? {} : of) };
  // Whoever acts for an owner needs the right on the account.
  if (typeof uid !== "number") return undefined;
  return { serviceMethod, resourceType: "ACCOUNT", resourceId: String(uid), ownerUid: uid };
}

/** What of it can be asked for: what cannot be shared is nobody's to give, nor is a threat model. */
export function lackIn({ owning, envName, ...named }: About): No["lack"] {
  if (owning || !findMethod(String(named.serviceMethod))?.isCollaborationAccessible) return undefined;
  const lack = envName ? { resourceType: "ENV", resourceId: envName, ...named } : named;
  const isWhole = "diagramId" in lack || "threatModelId" in lack || ("resourceId" in lack && "ownerUid" in lack);
  return isWhole ? lack : undefined;
}
