import type { PlaceChoice, RoleChoice } from "@/components/words/choices";
import { resultOf } from "@/lib/actions/answer";
import { getEnvs } from "@/lib/actions/environments";
import { getGroups } from "@/lib/actions/groups";
import { getRoleBook, getRoleChoices } from "@/lib/actions/pages";
import { getRoles } from "@/lib/actions/roles";
import type { ResourceType } from "@/lib/domain/resource";
import type { Of } from "../words/of";

/** The owner's roles, as choices; to a delegate, each with what they hold nowhere. */
export async function readRoleChoices(of: Of = {}): Promise<RoleChoice[]> {
  const { roles } = of.ownerUid === undefined ? await resultOf(getRoles({})) : await resultOf(getRoleBook(of));
  return roles.map(({ id, name, description, type, ...more }) => ({
    id,
    name,
    description,
    type,
    ...("lacking" in more ? { lacking: more.lacking } : {}),
  }));
}

/** Roles are of one kind: regions take those for clouds. */
export const fitting = (roles: readonly RoleChoice[], type: ResourceType): RoleChoice[] =>
  roles.filter((role) => role.type === (type.endsWith("REGION") ? "CMP" : "VAP"));

/** The same for one thing: to a delegate, each role with what they do not hold just there, and the question why not. */
export async function readRolesOn(
  { type, resourceId }: Pick<PlaceChoice, "type" | "resourceId">,
  of: Of,
): Promise<RoleChoice[]> {
  const there = { resourceType: type, resourceId, ...of };
  const { roles } = await resultOf(getRoleChoices(there));
  return roles.map((role) => {
    const [serviceMethod] = role.lacking;
    return serviceMethod ? { ...role, why: { ...there, serviceMethod } } : role;
  });
}
export const rolesOnKey = (place: Pick<PlaceChoice, "type" | "resourceId">, of: Of) =>
  ["roles", "on", place.type, place.resourceId, of] as const;

/** Everything of the owner's that can be shared, the widest first. */
export async function readPlaces(ownerUid: number): Promise<PlaceChoice[]> {
  const { infos } = await resultOf(getEnvs({ lazy: true, ownerUid }));
  const { array } = await resultOf(getGroups({ ownerUid }));
  return [
    { type: "ENV", resourceId: "*", name: "" },
    { type: "ENV_GROUP", resourceId: "*", name: "" },
    { type: "ACCOUNT", resourceId: String(ownerUid), name: "" },
    ...array.map((group) => ({ type: "ENV_GROUP" as const, resourceId: group.name, name: group.name })),
    ...infos.map(({ env }) => ({ type: "ENV" as const, resourceId: env.appid, name: env.envName })),
  ];
}

/** Everything of a kind, or the account itself. */
export const isWide = ({ type, resourceId }: Pick<PlaceChoice, "type" | "resourceId">): boolean =>
  resourceId === "*" || type === "ACCOUNT";
