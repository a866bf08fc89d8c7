import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { readInvitations } from "@/components/invitations/queries";
import { Foot } from "@/components/shell/foot";
import { keptIn } from "@/components/shell/kept";
import { MeProvider } from "@/components/shell/me-provider";
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
  const me = { name, email, demo: isDemo() };
  return (
    <MeProvider me={me} kept={keptIn(await cookies())}>
      <Shell me={{ ...me, waiting }} foot={<Foot name={name} email={email} leave={signOutHere} />}>
        {children}
      </Shell>
    </MeProvider>
  );
}
