import type { PlaceChoice, RoleChoice } from "@/components/words/choices";
import { resultOf } from "@/lib/actions/answer";
import { getEnvs } from "@/lib/actions/environments";
import { getGroups } from "@/lib/actions/groups";
import { getRoles } from "@/lib/actions/roles";

/** The owner's roles, as choices. */
export async function readRoleChoices(): Promise<RoleChoice[]> {
  const { roles } = await resultOf(getRoles({}));
  return roles.map(({ id, name, description, type }) => ({ id, name, description, type }));
}

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
