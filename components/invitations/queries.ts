import { resultOf } from "@/lib/actions/answer";
import { getInvitations, type InvitationToMe } from "@/lib/actions/pages";

export const invitationsKey = ["collaborations", "invitations"] as const;

/** Invitations that wait for my answer, with what each would give me; those that ran out, too. */
export const readInvitations = async (): Promise<InvitationToMe[]> => (await resultOf(getInvitations({}))).invitations;
