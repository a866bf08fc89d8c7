import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Live } from "@/components/live";
import { Foot } from "@/components/shell/foot";
import { Mark } from "@/components/shell/mark";
import { MeProvider } from "@/components/shell/me-provider";
import { Rail } from "@/components/shell/rail";
import { Shell } from "@/components/shell/shell";
import { resultOf } from "@/lib/actions/answer";
import { countInvitations, getOwners, getPreferences } from "@/lib/actions/pages";
import { currentActor } from "@/lib/auth";
import { isDemo } from "@/lib/demo";
import { momentOf } from "@/lib/moment";

/** "Members · Olga Oduya · Confer": the page, whose it is, and the house. */
export async function generateMetadata(): Promise<Metadata> {
  const actor = await currentActor();
  if (!actor) return {};
  const whose = actor.name || actor.email;
  return { title: { default: `${whose} · Confer`, template: `%s · ${whose} · Confer` } };
}

/** The frame of whoever is signed in. */
export default function Framed({ children }: { children: ReactNode }) {
  return <Frame>{children}</Frame>;
}

/** Without anybody the page inside sends to the sign-in, since it knows the way back. `whole`: a page without the rail beside it. */
export async function Frame({ whole = false, children }: { whole?: boolean; children: ReactNode }) {
  const actor = await currentActor();
  if (!actor) return children;
  const { name, email } = actor;
  const waiting = (await resultOf(countInvitations({}))).waiting;
  const { owners } = await resultOf(getOwners({}));
  const { language: _, shortcuts, ...kept } = await resultOf(getPreferences({}));
  const me = { name, email, demo: isDemo() };
  return (
    <MeProvider me={me} kept={{ ...kept, shortcuts: shortcuts === "on" }} owners={owners}>
      <Shell
        whole={whole}
        waiting={waiting}
        brand={
          <>
            <Mark /> <span className="font-semibold">Confer</span>
          </>
        }
        rail={<Rail waiting={waiting} demo={me.demo} />}
        foot={<Foot name={name} email={email} />}
      >
        <Live uid={actor.uid} moment={momentOf(actor.versions)} />
        {children}
      </Shell>
    </MeProvider>
  );
}
