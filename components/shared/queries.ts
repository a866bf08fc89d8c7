import { placeKey } from "@/components/words/choices";
import type { ResourceItem } from "@/components/words/resource";
import { resultOf } from "@/lib/actions/answer";
import { getCollaborations } from "@/lib/actions/collaborations";
import { getRights, getSharedNames } from "@/lib/actions/pages";
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

export const rightsKey = (of: Collaboration) =>
  [
    "collaborations",
    "rights",
    of.id,
    of.state,
    ...of.things.flatMap((thing) => thing.roles.map((role) => role.id)),
  ] as const;

export async function readShared(): Promise<Collaboration[]> {
  const { collaborations } = await resultOf(getCollaborations({}));
  const { names } = await resultOf(getSharedNames({}));
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

/** What I may do with each thing of a collaboration, as the rights engine says. Keyed by `placeKey`. */
export async function readRights(of: Collaboration): Promise<Record<string, string[]>> {
  const { things } = await resultOf(getRights({ collaborationId: of.id }));
  return Object.fromEntries(things.map((thing) => [placeKey(thing), thing.methods]));
}
