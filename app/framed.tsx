import type { ReactNode } from "react";
import { readInvitations } from "@/components/invitations/queries";
import { Foot } from "@/components/shell/foot";
import { Shell } from "@/components/shell/shell";
import { signOutHere } from "@/lib/actions/sign-out";
import { currentActor } from "@/lib/auth";
import { isDemo } from "@/lib/demo";

/** The frame of whoever is signed in. Without anybody the page inside sends to the sign-in, since it knows the way back. */
export default async function Framed({ children }: { children: ReactNode }) {
  const actor = await currentActor();
  if (!actor) return children;
  const { name, email } = actor;
  const waiting = (await readInvitations()).length;
  return (
    <Shell me={{ name, email, waiting, demo: isDemo() }} foot={<Foot name={name} email={email} leave={signOutHere} />}>
      {children}
    </Shell>
  );
}
