import { z } from "zod";
import type { Db } from "../../db/client";
import { groupExists, normalizeEnvironment } from "../../db/environments";
import { invalid, notFound } from "../domain/refusal";
import { CATEGORY, normalizeResourceId, type ResourceType, resourceTypes } from "../domain/resource";
import { readUntil } from "./until";

/** One element of the `resources` argument, read (vap.md C.4). `roles` name roles by id or name; `inline` describes a new one. */
export type Element = {
  /** The id of an existing share, in place of type and resource. */
  shareId?: number;
  type: ResourceType;
  resourceId: string;
  metadata?: string;
  roles: (number | string)[];
  /** Null for no end; undefined where nothing is said. */
  until?: Date | null;
  inline?: { name: string; policies: string[] };
};

const MOST_ELEMENTS = 1000;
const FIELD = "resources";

const idOrText = z.union([z.number().int().positive().max(Number.MAX_SAFE_INTEGER), z.string().max(255)]);
const namedRole = z.object({
  id: idOrText.optional(),
  name: z.string().max(255).optional(),
  policies: z.unknown().optional(),
});
const roleList = z.union([z.array(z.union([idOrText, namedRole])).max(500), z.string().max(10_000), z.number().int()]);
const element = z.object({
  id: idOrText.optional(),
  resourceId: z.union([z.string().max(255), z.number().int()]).nullish(),
  type: z.union([z.string(), z.number()]).nullish(),
  resourceType: z.union([z.string(), z.number()]).nullish(),
  metadata: z.union([z.string().max(10_000), z.record(z.string(), z.unknown()), z.array(z.unknown())]).nullish(),
  roleIds: roleList.nullish(),
  roles: roleList.nullish(),
  role: namedRole.nullish(),
  until: z.string().max(40).nullish(),
});

/** Reads the argument: an array, one object, or `{"resources": […]}`. Refusal: invalid [resources]. */
export function readElements(raw: unknown): Element[] {
  const wrapped = raw && typeof raw === "object" && !Array.isArray(raw) && "resources" in raw ? raw.resources : raw;
  const list = Array.isArray(wrapped) ? wrapped : [wrapped];
  if (list.length > MOST_ELEMENTS) throw invalid(FIELD, `at most ${MOST_ELEMENTS} elements`);
  return list.map((one) => {
    const parsed = element.safeParse(one);
    if (!parsed.success) throw invalid(FIELD);
    return toElement(parsed.data);
  });
}

function toElement(raw: z.infer<typeof element>): Element {
  const listed = [...toRoles(raw.roleIds), ...toRoles(raw.roles), ...(raw.role ? [raw.role] : [])];
  const inline = listed.find((role) => typeof role === "object" && role.policies !== undefined);
  const roles = listed
    .filter((role) => role !== inline)
    .map((role) => (typeof role === "object" ? nameOf(role) : role));
  const metadata = raw.metadata ?? undefined;
  const read: Element = {
    type: toType(raw.type ?? raw.resourceType ?? "ENV"),
    resourceId: String(raw.resourceId ?? ""),
    roles: roles.map((role) => (/^[1-9]\d{0,15}$/.test(String(role)) ? Number(role) : role)),
  };
  if (raw.id !== undefined) read.shareId = Number(raw.id);
  const until = readUntil(raw.until ?? undefined);
  if (until !== undefined) read.until = until;
  if (metadata !== undefined) read.metadata = typeof metadata === "string" ? metadata : JSON.stringify(metadata);
  if (typeof inline === "object") read.inline = { name: nameText(inline), policies: toTexts(inline.policies) };
  return read;
}

type NamedRole = z.infer<typeof namedRole>;

const toRoles = (list: z.infer<typeof roleList> | null | undefined): (number | string | NamedRole)[] => {
  if (list === null || list === undefined) return [];
  if (Array.isArray(list)) return list;
  return String(list)
    .split(/[,;]/)
    .map((text) => text.trim())
    .filter((text) => text !== "");
};

const nameOf = (role: NamedRole): number | string => {
  const named = role.id ?? role.name;
  if (named === undefined) throw invalid(FIELD, "a role has neither id nor name");
  return named;
};

function nameText(role: NamedRole): string {
  const name = role.name?.normalize("NFC").trim();
  if (!name) throw invalid(FIELD, "a new role needs a name");
  return name;
}

function toTexts(policies: unknown): string[] {
  const list = Array.isArray(policies) ? policies : String(policies ?? "").split(/[,;]/);
  return list.map((one) => String(one && typeof one === "object" ? ((one as { id?: unknown }).id ?? "") : one).trim());
}

export function toType(raw: string | number): ResourceType {
  const text = String(raw).trim().toUpperCase();
  const bare = /^([A-Z0-9_]+)(?:\((\d)\))?$/.exec(text)?.[1] ?? "";
  const type = /^\d$/.test(bare) ? resourceTypes[Number(bare)] : resourceTypes.find((one) => one === bare);
  if (!type) throw invalid(FIELD, "unknown resource type");
  return type;
}

/**
 * The key a resource is stored under, once it is known to exist and to be the owner's: the appid of an environment, the path of a
 * group. Refusals: invalid for a broken key, not-found for what is not there or somebody else's (D4).
 */
export async function resourceKeyOf(at: Db, owner: number, type: ResourceType, raw: string): Promise<string> {
  const id = normalizeResourceId(type, raw);
  if (id.length > 255) throw invalid("resourceId", "too long");
  if (id === CATEGORY) return id;
  if (type === "ENV") {
    const appid = await normalizeEnvironment(at, owner, id);
    if (appid === null) throw notFound("environment");
    return appid;
  }
  if (type === "ENV_GROUP" && !(await groupExists(at, owner, id))) throw notFound("environment group");
  if (type === "ACCOUNT" && id !== String(owner)) throw notFound("account");
  if ((type === "VHI_REGION" || type === "S3_REGION") && !/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(id)) {
    throw invalid("resourceId", "not a region's name");
  }
  return id;
}

/** The projects a region share is limited to, from its metadata; null when it holds none (vap.md A.4). */
export function projectsOf(metadata: string): string[] | null {
  try {
    const { projects } = JSON.parse(metadata) as { projects?: unknown };
    return Array.isArray(projects) ? projects.map(String) : null;
  } catch {
    return null;
  }
}
