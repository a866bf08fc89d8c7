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
import { usePreview, type Step as Weighable } from "@/components/use-preview";
import type { Explained } from "./queries";
import { type Offered, type Step, take } from "./take";

type Of = Pick<Explained, "person" | "several"> & { offered: Offered };
type Props = { open: boolean; onClose(): void; of: Of };

const EVERYTHING = [[]] as const;

/** What the smallest change of an answer would do to everybody, before it is made; and making it. */
export function ChangePanel({ open, onClose, of }: Props) {
  const t = useTranslations("access");
  return (
    <Panel open={open} onClose={onClose} title={t("changeTitle")} says={t("changeSays")}>
      {open && <Opened of={of} onClose={onClose} />}
    </Panel>
  );
}

function Opened({ of: now, onClose }: Omit<Props, "open">) {
  // Once it is made, the answer offers the opposite.
  const [{ offered, person, several }] = useState(now);
  const t = useTranslations("access");
  const ui = useTranslations("ui");
  const tell = useTell();
  const steps = offered.flatMap((one) => one.steps);
  const weighable = steps.filter(isWeighable);
  const weighed = usePreview(weighable.length > 0 ? weighable : null);
  const isAnswer = steps.every(({ verb }) => verb !== "resendMemberInvitation");
  const { run, pending, no } = useAct(take, {
    stale: EVERYTHING,
    done: () => {
      if (isAnswer) tell(t("changeMade"), t("changeMadeSays"));
      else tell(t("changeSent"), t("changeSentSays", { name: person }));
      onClose();
    },
  });
  return (
    <div className="flex flex-col gap-5">
      {several && <p className="text-table">{several}</p>}
      <ol className="divide-y divide-line border-y border-line text-table">
        {offered.map(({ text, href, steps: presses, notes }) => (
          <li key={text} className="py-2.5">
            <p className="break-words">{text}</p>
            {notes.map((note) => (
              <p key={note} className="break-words text-muted">
                {note}
              </p>
            ))}
            {presses.length === 0 && href && notes.length === 0 && <p className="text-muted">{t("changeByHand")}</p>}
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
      {weighable.length > 0 && <PreviewLines of={weighed} />}
      {no && <Problem>{no.message}</Problem>}
      <div className="flex gap-2">
        {steps.length > 0 && (
          <Button
            look="primary"
            pending={pending}
            aria-disabled={!weighed.armed}
            onClick={() => weighed.armed && run(steps)}
          >
            {t("changeDo", { n: offered.filter((one) => one.steps.length > 0).length })}
          </Button>
        )}
        <Button onClick={onClose}>{ui(steps.length > 0 ? "cancel" : "close")}</Button>
      </div>
    </div>
  );
}

/** What a token holds concerns nobody's access. */
const isWeighable = (step: Step): step is Weighable => step.verb !== "editToken";
