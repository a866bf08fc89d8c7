"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import { useAct } from "@/components/use-act";
import { askForInvitation } from "@/lib/actions/pages";

/** Asks whoever invited for a new invitation, by a letter. `by`: the old link's secret, or the invitation's id. */
export function AskAgain({ by, from }: { by: { secret: string } | { id: number }; from: string }) {
  const t = useTranslations("invitations");
  const [asked, setAsked] = useState(false);
  const { run, pending, no } = useAct(askForInvitation, { stale: [], done: () => setAsked(true) });
  return (
    <div className="flex flex-col items-start gap-3" aria-live="polite">
      {no && <Problem>{no.message}</Problem>}
      {asked ? (
        <p>{t("asked", { from })}</p>
      ) : (
        <Button className="h-10" pending={pending} onClick={() => run(by)}>
          {t("askAgain")}
        </Button>
      )}
    </div>
  );
}
