import type { ResourceItem } from "@/components/words/resource";
import { resultOf } from "@/lib/actions/answer";
import { getCollaborations } from "@/lib/actions/collaborations";
import { getSharedNames } from "@/lib/actions/names";
import { getCollaborationResourceMethods } from "@/lib/actions/resources";
import { getCollaborationRoleMethods } from "@/lib/actions/roles";
import type { MemberStatus } from "@/lib/domain/collaboration";

export const sharedKey = ["collaborations", "shared"] as const;

export type Thing = ResourceItem & { id: number; roles: { id: number; name: string }[] };
/** One owner I work with. `called` is my own word for them, `owner` theirs. */
export type Collaboration = {
  id: number;
  called: string;
  owner: string;
  email: string;
  team: boolean;
  state: MemberStatus;
  since: string;
  things: Thing[];
};

export const methodsKey = (of: Collaboration, thing: Thing) =>
  ["collaborations", "methods", of.id, of.state, thing.id, ...thing.roles.map((role) => role.id)] as const;

export async function readShared(): Promise<Collaboration[]> {
  const { collaborations } = await resultOf(getCollaborations({}));
  const names = await resultOf(getSharedNames());
  return collaborations
    .filter((one) => one.status === "ACTIVE" || one.status === "SUSPENDED")
    .map((one) => ({
      id: one.id,
      called: one.ownerDisplayName,
      owner: one.owner.name || one.owner.email,
      email: one.owner.email,
      team: one.type === "GROUP",
      state: one.status,
      since: one.updatedStatusOn,
      things: one.collaborationResources.map((share) => ({
        id: share.id,
        type: share.type,
        resourceId: share.resourceId,
        name: names[share.resourceId] ?? share.resourceId,
        roles: share.roles.map(({ id, name }) => ({ id, name })),
      })),
    }));
}

/**
 * What I may do on a shared thing. An environment and an account are one thing whoever asks; a group or a category of that name
 * may be somebody else's too, so there the roles of this collaboration are asked, and `baseline`, which comes with any role, is added.
 */
export async function readMethods(of: Collaboration, thing: Thing, baseline: readonly string[]): Promise<string[]> {
  const { type, resourceId, roles } = thing;
  if (type === "ACCOUNT" || (type === "ENV" && resourceId !== "*")) {
    return (await resultOf(getCollaborationResourceMethods({ resourceType: type, resourceId }))).array;
  }
  const { responses } = await resultOf(getCollaborationRoleMethods({ collaborationId: of.id }));
  const mine = responses.filter((answer) => roles.some((role) => role.id === answer.roleId));
  return [
    ...new Set([...baseline, ...mine.flatMap((answer) => answer.tokenPermissions.map((item) => item.method))]),
  ].sort();
}
