"use client";

import { usePathname } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { getActivities } from "@/lib/actions/pages";
import type { EndOfSignIn, ShownStanding } from "@/lib/realtime/protocol";
import { Bar } from "./live-bar";
import { Button } from "./ui/button";
import { Ban, CircleAlert, CircleCheck, X } from "./ui/icons";
import { tell } from "./ui/toast";
import { momentOf } from "./words/day";

const ends = {
  "signed-out": "liveSignedOut",
  "ended-elsewhere": "liveEnded",
  "password-changed": "livePassword",
  "second-factor": "liveSecondFactor",
  closed: "liveClosed",
  expired: "liveExpired",
} as const satisfies Record<EndOfSignIn, string>;

const TOLD = { ACTIVE: "liveBack", ENDED: "liveMembershipEnded", REMOVED: "liveRemoved" } as const;

/** What was heard of whoever looks: that their sign-in ended, and where they stand with others. */
export function LiveTold({
  how,
  onAgain,
  standings,
  onDismiss,
}: {
  open: boolean;
  how: EndOfSignIn | null;
  onAgain(): void;
  standings: readonly ShownStanding[];
  onDismiss(standing: ShownStanding): void;
}) {
  const t = useTranslations("shell");
  return (
    <>
      {how && (
        <Bar
          icon={<CircleAlert size={16} className="text-wait" />}
          action={<Button onClick={onAgain}>{t("liveSignIn")}</Button>}
        >
          {t(ends[how])}
        </Bar>
      )}
      {standings.map((standing) => (
        <Told key={standing.owner} standing={standing} onDismiss={() => onDismiss(standing)} />
      ))}
    </>
  );
}

/** Says that long work is done, wherever its owner is by now. */
export async function tellOf(id: number, t: ReturnType<typeof useTranslations<"shell">>): Promise<void> {
  const answer = await getActivities({ id, resultCount: 0 });
  const [activity] = answer.ok ? answer.value.activities : [];
  if (!activity) return;
  const { kind, total, refused } = activity;
  tell(t(kind === "import" ? "liveImportDone" : "liveInvitesDone"), t("liveWorkSays", { total, refused }));
}

function Told({ standing, onDismiss }: { standing: ShownStanding; onDismiss(): void }) {
  const t = useTranslations("shell");
  const ui = useTranslations("ui");
  const format = useFormatter();
  const { state, by, since, ownerName, ownerEmail } = standing;
  const here = usePathname();
  const first = useRef(here);
  // Whoever goes on has read it.
  useEffect(() => {
    if (first.current !== here) onDismiss();
  }, [here, onDismiss]);
  const back = state === "ACTIVE";
  const day = since ? format.dateTime(momentOf(since), "moment") : "";
  const says = TOLD[state as keyof typeof TOLD] ?? "liveSuspended";
  return (
    <Bar
      icon={back ? <CircleCheck size={16} className="text-allow" /> : <Ban size={16} className="text-deny" />}
      action={
        <Button look="quiet" className="w-8 px-0!" aria-label={ui("dismiss")} onClick={onDismiss}>
          <X size={16} />
        </Button>
      }
    >
      {t(says, { by, owner: ownerName, own: by === ownerName ? "yes" : "no", day })}{" "}
      {!back &&
        t.rich("liveAsk", {
          email: ownerEmail,
          link: (email) => (
            <a className="underline" href={`mailto:${ownerEmail}`}>
              {email}
            </a>
          ),
        })}
    </Bar>
  );
}
