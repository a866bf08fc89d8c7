"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/field";
import { later } from "@/components/ui/later";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { Day } from "@/components/words/day";
import { End } from "@/components/words/end";
import { MemberState } from "@/components/words/member-state";
import { Initials } from "@/components/words/person";
import { resendTeamInvite } from "@/lib/actions/teams";
import { staleByTeams, type Team, type TeamPerson } from "./queries";

const RemoveFromTeam = later(async () => (await import("./remove-from-team")).RemoveFromTeam);

/** One of a team: their state, sending the invitation again, and taking them out. */
export function TeamPersonLine({ person, team }: { person: TeamPerson; team: Team }) {
  const t = useTranslations("teams");
  const tell = useTell();
  const [removing, setRemoving] = useState(false);
  const { memberId, name, email, state, since, expired, ends } = person;
  const again = useAct(resendTeamInvite, {
    stale: staleByTeams,
    done: () => tell(t("resent", { email }), t("resentSays")),
  });
  const canInvite = state === "PENDING" || state === "REJECTED" || state === "LEFT";
  return (
    <li className="flex flex-wrap items-start gap-x-3 py-2.5 text-table">
      <Initials name={name} />
      <div className="min-w-0 flex-1 basis-56 pt-0.5">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium break-words">{name}</span>
          {name !== email && <span className="break-all text-muted">{email}</span>}
        </p>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-muted">
          <MemberState state={state} /> <Day at={since} />
          {expired && <span className="text-deny">{t("expired")}</span>}
          {ends && <End at={ends} />}
        </p>
        {again.no && <Problem why={again.no.why}>{again.no.message}</Problem>}
      </div>
      <div className="-me-3 flex flex-wrap gap-1 max-sm:basis-full max-sm:ps-8">
        {canInvite && (
          <Button
            look="quiet"
            pending={again.pending}
            aria-label={t("resendTo", { name })}
            onClick={() => again.run({ memberId })}
          >
            {t(state === "PENDING" ? "resend" : "inviteAgain")}
          </Button>
        )}
        <Button look="quiet" aria-label={t("removeWho", { name })} onClick={() => setRemoving(true)}>
          {t("remove")}
        </Button>
      </div>
      <RemoveFromTeam open={removing} onClose={() => setRemoving(false)} person={person} team={team} />
    </li>
  );
}
