import type { Metadata } from "next";
import { OpenInvitation } from "@/components/invitations/open-invitation";
import { Plain } from "@/components/shell/plain";

export const metadata: Metadata = { title: "Invitation", robots: { index: false } };

/** Where an invitation's letter leads. */
export default function Page() {
  return (
    <Plain>
      <OpenInvitation />
      <noscript>
        <p>This page needs scripts: the invitation&apos;s key stands behind the # and is never sent in the address.</p>
      </noscript>
    </Plain>
  );
}
