import type { JournalRow, Place } from "./chain";
import { type ResourceType, resourceKey, resourceTypes } from "./resource";

type About = Pick<Place, "member" | "resource">;
type Plain = Record<string, unknown>;

/** Whom and what a change is about, by what it says itself. */
export function aboutChange({
  target,
  target_id,
  before,
  after,
}: Pick<JournalRow, "target" | "target_id" | "before" | "after">): About {
  const [was, is] = [plainOf(before), plainOf(after)];
  if (target === "member" || target === "view") return { member: Number(target_id), resource: "" };
  if (target === "collaboration") return { member: Number(target_id), resource: "" };
  if (target === "share") {
    const collaboration = is.collaboration ?? was.collaboration ?? was.collaborationId;
    const type = resourceTypes.find((one) => one === (is.type ?? was.type));
    const id = is.resourceId ?? was.resourceId ?? is.id ?? was.id;
    const resource = type && typeof id === "string" ? resourceKey({ type, id }) : "";
    return { member: collaboration === undefined ? null : Number(collaboration), resource };
  }
  const drawnOn = is.diagramId ?? was.diagramId;
  if (target === "session" && typeof drawnOn === "string") return { member: null, resource: `DIAGRAM:${drawnOn}` };
  const type = KINDS[target];
  return { member: null, resource: type ? `${type}:${target_id}` : "" };
}

/** Threat models and what is in them are things as well, though of none of the kinds that are shared by role. */
const KINDS: Record<string, ResourceType | "THREAT_MODEL" | "DIAGRAM"> = {
  environment: "ENV",
  group: "ENV_GROUP",
  "threat-model": "THREAT_MODEL",
  diagram: "DIAGRAM",
};

/** Whom and what a call names, by the parameters that name such things everywhere. */
export function aboutCall(method: string, input: unknown): About {
  const said = plainOf(input);
  const text = (name: string) => (typeof said[name] === "string" && said[name] !== "" ? (said[name] as string) : null);
  const number = (name: string) => (typeof said[name] === "number" ? (said[name] as number) : null);
  const service = method.split(".")[0];
  const environment = text("envName") ?? text("appid");
  const named = text("resourceId");
  const group = text("envGroup") ?? text("path");
  const model = text("threatModelId") ?? (/ThreatModels?$/.test(method) ? text("id") : null);
  const diagram = text("diagramId") ?? (/(?:Diagrams?|Drawing|Picture)$/.test(method) ? text("id") : null);
  const resource =
    (environment && `ENV:${environment}`) ??
    (named && `${text("resourceType") ?? text("type") ?? "ENV"}:${named}`) ??
    (group && `ENV_GROUP:${group}`) ??
    (diagram && `DIAGRAM:${diagram}`) ??
    (model && `THREAT_MODEL:${model}`) ??
    "";
  const isMember = service === "users" && /Member$|Collaboration$/.test(method);
  return { member: number("memberId") ?? number("collaborationId") ?? (isMember ? number("id") : null), resource };
}

const plainOf = (value: unknown): Plain =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Plain) : {};
