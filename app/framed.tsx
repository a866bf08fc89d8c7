import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Live } from "@/components/live";
import { Seed } from "@/components/seed";
import { Foot } from "@/components/shell/foot";
import { Mark } from "@/components/shell/mark";
import { MeProvider } from "@/components/shell/me-provider";
import { Owners } from "@/components/shell/owners";
import { Rail } from "@/components/shell/rail";
import { Shell } from "@/components/shell/shell";
import { ownersKey, waitingKeys } from "@/components/shell/waiting-keys";
import type { Whoever } from "@/components/ui/me";
import { resultOf } from "@/lib/actions/answer";
import { countInvitations, getOwners, getPreferences } from "@/lib/actions/pages";
import { countRequests } from "@/lib/actions/requests";
import { currentActor, signedIn } from "@/lib/auth";
import { isDemo } from "@/lib/demo";
import type { Actor } from "@/lib/domain/actor";
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
  const person = (await signedIn())!;
  const me = { name, email, demo: isDemo(), viewed: viewedBy(actor, person.uid) };
  const requests = me.viewed ? 0 : (await resultOf(countRequests({}))).waiting;
  return (
    <MeProvider me={me} kept={{ ...kept, shortcuts: shortcuts === "on" }}>
      <Seed
        data={[
          [waitingKeys.invitations, waiting],
          [waitingKeys.requests, requests],
          [ownersKey, owners],
        ]}
      >
        <Owners>
          <Shell
            whole={whole}
            brand={
              <>
                <Mark /> <span className="font-semibold">Confer</span>
              </>
            }
            rail={<Rail demo={me.demo} viewed={me.viewed !== null} />}
            foot={<Foot name={name} email={email} />}
          >
            <Live uid={person.uid} moment={momentOf(person.versions)} />
            {children}
          </Shell>
        </Owners>
      </Seed>
    </MeProvider>
  );
}

/** Whoever looks at what somebody sees goes back to that member's page. */
function viewedBy({ viewed }: Actor, by: number): Whoever["viewed"] {
  if (!viewed) return null;
  const of = viewed.owner === by || viewed.owner === 0 ? "" : `?of=${viewed.owner}`;
  return { name: viewed.name, back: viewed.member ? `/members/${viewed.member}${of}` : "/members" };
}
