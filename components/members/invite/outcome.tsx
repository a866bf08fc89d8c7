"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { ActivityBegun } from "@/components/long-work-shown";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { type Verdict, VerdictLine } from "@/components/ui/list/verdict";

type Judged = { kind: "verdicts"; verdicts: { address: string; id: number | null; verdict: Verdict }[] };
/** A verdict for each, or the long work that gives them. */
export type Told = Judged | { kind: "activity"; id: number };

/** Milliseconds. */
const FOCUS = 50;

/** What came of each invitation. */
export function Outcome({ told, onAgain, onClose }: { told: Told; onAgain(): void; onClose(): void }) {
  const t = useTranslations("members");
  const activity = useTranslations("activity");
  const more = <Button onClick={onAgain}>{t("inviteMore")}</Button>;
  if (told.kind === "activity") {
    return (
      <ActivityBegun id={told.id} onClose={onClose}>
        {more}
      </ActivityBegun>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <Verdicts told={told} />
      <div className="flex gap-2">
        <Button look="primary" onClick={onClose}>
          {activity("done")}
        </Button>
        {more}
      </div>
    </div>
  );
}

function Verdicts({ told }: { told: Judged }) {
  const ui = useTranslations("ui");
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // After the dialog has cared for the focus that went with the button.
    const timer = window.setTimeout(() => head.current?.focus(), FOCUS);
    return () => window.clearTimeout(timer);
  }, []);
  const done = told.verdicts.filter(({ verdict }) => verdict.ok).length;
  return (
    <>
      <h3 ref={head} tabIndex={-1} className="text-body font-semibold outline-none">
        {ui("verdicts", { done, refused: told.verdicts.length - done })}
      </h3>
      <ul className="divide-y divide-line border-y border-line text-table">
        {told.verdicts.map(({ address, id, verdict }) => (
          <li key={address} className="py-2">
            {id === null ? (
              <span className="break-words">{address}</span>
            ) : (
              <Link href={`/members/${id}`} className="break-words text-accent underline underline-offset-2">
                {address}
              </Link>
            )}
            <VerdictLine verdict={verdict} />
          </li>
        ))}
      </ul>
    </>
  );
}
