import { type PlaceChoice, placeKey } from "@/components/words/choices";
import { resultOf } from "@/lib/actions/answer";
import { getEnvs } from "@/lib/actions/environments";
import { getGroups } from "@/lib/actions/groups";
import { getMembers } from "@/lib/actions/members";
import { getResourceRoles } from "@/lib/actions/resources";
import type { MemberStatus } from "@/lib/domain/collaboration";
import { ancestors } from "@/lib/domain/resource";

export const environmentsKey = ["environments"] as const;
export const accessKey = (place: PlaceChoice) => [...environmentsKey, "access", placeKey(place)] as const;

export type Environment = { appid: string; name: string; displayName: string; groups: string[] };
/** Somebody things are shared with, or a team; `shares` holds `TYPE:id`. */
export type Sharer = {
  collaborationId: number;
  memberIds: number[];
  name: string;
  state: MemberStatus;
  shares: string[];
};
export type Estate = { environments: Environment[]; groups: string[]; people: Sharer[] };

/** What the owner has, and who reaches it. */
export async function readEstate(ownerUid: number): Promise<Estate> {
  const { infos } = await resultOf(getEnvs({ lazy: true, ownerUid }));
  const { array } = await resultOf(getGroups({ ownerUid }));
  const { collaborations } = await resultOf(getMembers({}));
  return {
    environments: infos.map(({ env }) => ({
      appid: env.appid,
      name: env.envName,
      displayName: env.displayName,
      groups: env.groups,
    })),
    groups: array.map((group) => group.name),
    people: collaborations.map((whole) => ({
      collaborationId: whole.id,
      memberIds: whole.members.map((member) => member.id),
      name: whole.displayName || whole.members[0]?.user?.name || whole.email,
      state: whole.status,
      shares: whole.collaborationResources.map(placeKey),
    })),
  };
}

/** Those whose shares reach a thing now, by itself, by a group around it, or by everything of its kind. */
export function reaching(people: readonly Sharer[], place: PlaceChoice, groups: readonly string[]): Sharer[] {
  const around = place.type === "ENV_GROUP" ? [place.resourceId] : groups;
  const paths = around.flatMap((path) => [path, ...ancestors(path)]);
  const keys = new Set([placeKey(place), ...paths.map((path) => `ENV_GROUP:${path}`)]);
  if (place.type === "ENV") keys.add("ENV:*");
  if (paths.length > 0) keys.add("ENV_GROUP:*");
  return people.filter((person) => person.state === "ACTIVE" && person.shares.some((key) => keys.has(key)));
}

export type Access = {
  memberId: number;
  collaborationId: number;
  level: "direct" | "group" | "base";
  state: MemberStatus;
  roles: { id: number; name: string }[];
  /** The share on the thing itself, which can be taken away here; null when access comes from elsewhere. */
  directShare: number | null;
  through: { type: PlaceChoice["type"]; resourceId: string }[];
};

/** Who reaches one thing, in which roles and how, as the rights engine tells. */
export async function readAccess({ type, resourceId }: PlaceChoice, ownerUid: number): Promise<Access[]> {
  const { responses } = await resultOf(getResourceRoles({ resourceType: type, resourceId, ownerUid }));
  return responses.map((one) => {
    const { accessLevel, status, via } = JSON.parse(one.metadata) as {
      accessLevel: Access["level"];
      status: MemberStatus;
      via: { type: PlaceChoice["type"]; resourceId: string; shareId: number }[];
    };
    const own = via.find((share) => share.type === type && share.resourceId === resourceId);
    return {
      memberId: one.memberId,
      collaborationId: one.collaborationId,
      level: accessLevel,
      state: status,
      roles: one.roles.map(({ id, name }) => ({ id, name })),
      directShare: own?.shareId ?? null,
      through: via,
    };
  });
}
