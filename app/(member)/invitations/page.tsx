import type { Metadata } from "next";
import { load } from "@/app/load";
import { InvitationList } from "@/components/invitations/invitation-list";
import { invitationsKey, readInvitations } from "@/components/invitations/queries";
import { Seed } from "@/components/seed";

export const metadata: Metadata = { title: "Invitations" };

/** Invitations waiting for my answer. */
export default async function Page() {
  const invitations = await load("/invitations", readInvitations);
  return (
    <Seed data={[[invitationsKey, invitations]]}>
      <InvitationList />
    </Seed>
  );
}
