import type { ResourceItem } from "@/components/words/resource";
import { resultOf } from "@/lib/actions/answer";
import { getCollaborations } from "@/lib/actions/collaborations";
import { getSharedNames } from "@/lib/actions/pages";

export const invitationsKey = ["collaborations", "invitations"] as const;

export type Offer = ResourceItem & { id: number; roles: string[] };
export type Invitation = { id: number; from: string; email: string; team: string; since: string; offers: Offer[] };

/** Invitations that wait for my answer, with what each would give me. */
export async function readInvitations(): Promise<Invitation[]> {
  const { collaborations } = await resultOf(getCollaborations({}));
  const waiting = collaborations.filter((one) => one.status === "PENDING");
  if (waiting.length === 0) return [];
  const { names } = await resultOf(getSharedNames({}));
  return waiting.map((one) => ({
    id: one.id,
    from: one.owner.name || one.owner.email,
    email: one.owner.email,
    team: one.type === "GROUP" ? one.displayName : "",
    since: one.updatedStatusOn,
    offers: one.collaborationResources.map((share) => ({
      id: share.id,
      type: share.type,
      resourceId: share.resourceId,
      name: names[share.resourceId] ?? share.resourceId,
      roles: share.roles.map((role) => role.name),
    })),
  }));
}
