"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { PreviewLines } from "@/components/preview";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { Problem } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { type Step, usePreview } from "@/components/use-preview";
import type { Explained } from "./queries";
import { take } from "./take";

type Offered = NonNullable<Explained["offered"]>;
type Props = { open: boolean; onClose(): void; offered: Offered };

const EVERYTHING = [[]] as const;

/** What the smallest change of an answer would do to everybody, before it is made; and making it. */
export function ChangePanel({ open, onClose, offered }: Props) {
  const t = useTranslations("access");
  return (
    <Panel open={open} onClose={onClose} title={t("changeTitle")} says={t("changeSays")}>
      {open && <Opened offered={offered} onClose={onClose} />}
    </Panel>
  );
}

function Opened({ offered: now, onClose }: Omit<Props, "open">) {
  // Once it is made, the answer offers the opposite.
  const [offered] = useState(now);
  const t = useTranslations("access");
  const ui = useTranslations("ui");
  const tell = useTell();
  const steps = offered.flatMap(({ step }): Step[] => (step ? [step] : []));
  const weighed = usePreview(steps);
  const { run, pending, no } = useAct(take, {
    stale: EVERYTHING,
    done: () => {
      tell(t("changeMade"), t("changeMadeSays"));
      onClose();
    },
  });
  return (
    <div className="flex flex-col gap-5">
      <ol className="divide-y divide-line border-y border-line text-table">
        {offered.map(({ text, href, step }) => (
          <li key={text} className="py-2.5">
            <p className="break-words">{text}</p>
            {!step && <p className="text-muted">{t("changeByHand")}</p>}
            {href && (
              <Link
                href={href}
                className="inline-flex min-h-6 items-center text-accent underline-offset-2 hover:underline"
              >
                {t("changeThere")}
              </Link>
            )}
          </li>
        ))}
      </ol>
      <PreviewLines of={weighed} />
      {no && <Problem>{no.message}</Problem>}
      <div className="flex gap-2">
        <Button
          look="primary"
          pending={pending}
          aria-disabled={!weighed.armed}
          onClick={() => weighed.armed && run(steps)}
        >
          {t("changeDo", { n: steps.length })}
        </Button>
        <Button onClick={onClose}>{ui("cancel")}</Button>
      </div>
    </div>
  );
}
