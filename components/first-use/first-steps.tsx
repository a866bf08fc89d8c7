"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { CircleCheck, X } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { useMe } from "@/components/ui/me";
import { useTell } from "@/components/ui/toast";
import { openView } from "@/components/viewing";
import type { readFirstSteps } from "./queries";
import { PUT_AWAY, SEEN } from "./steps";

/** The steps, with those that were taken. */
export function FirstSteps({ taken: data }: { taken: Awaited<ReturnType<typeof readFirstSteps>> }) {
  const t = useTranslations("firstUse");
  const tell = useTell();
  const { dismissed, keep } = useMe();
  const seen = dismissed.includes(SEEN);
  const [listens, setListens] = useState(false);
  useEffect(() => setListens(true), []);
  const see = async (member: number) => {
    if (!seen) keep({ dismissed: [...dismissed, SEEN] });
    const no = await openView({ id: member });
    if (no) tell(t("notSeen"), no.message);
  };
  const steps: {
    id: string;
    done: boolean;
    word: string;
    says: string;
    href: string | null;
    act?: (() => void) | null;
  }[] = [
    { id: "invite", done: data.invited, word: t("invite"), says: t("inviteSays"), href: "/members?invite=new" },
    { id: "role", done: data.role, word: t("role"), says: t("roleSays"), href: "/roles?role=new" },
    {
      id: "share",
      done: data.shared,
      word: t("share"),
      says: data.environment ? t("shareSays") : t("shareFirst"),
      href: data.member !== null && data.environment ? `/members/${data.member}` : "/environments",
    },
    {
      id: "see",
      done: seen,
      word: t("see"),
      says: t("seeSays"),
      href: null,
      act: data.member !== null && data.shared ? () => void see(data.member!) : null,
    },
  ];
  const next = steps.find((step) => !step.done);
  return (
    <section aria-labelledby="first-steps" className="mb-8 rounded-md border border-line bg-raised" data-frame>
      <header className="flex items-center gap-3 px-4 pt-3">
        <p id="first-steps" className="flex-1 font-semibold">
          {t("title")}
        </p>
        <span className="text-table text-muted">
          {t("progress", { done: steps.filter((step) => step.done).length, of: steps.length })}
        </span>
        <button
          type="button"
          aria-label={t("putAway")}
          className={buttonClass("quiet", "w-8 px-0! max-sm:w-10")}
          onClick={() => {
            keep({ dismissed: [...dismissed, PUT_AWAY] });
            tell(t("isAway"), t("isAwayMore"), { undo: () => keep({ dismissed }) });
          }}
        >
          <X size={16} aria-hidden />
        </button>
      </header>
      <ol className="grid gap-x-6 gap-y-1 px-4 pt-1 pb-4 sm:grid-cols-2 lg:grid-cols-4">
        {steps.map((step, index) => (
          <li key={step.id} className="flex items-start gap-2 py-1.5">
            {step.done ? (
              <CircleCheck size={20} aria-hidden className="flex-none text-allow" />
            ) : (
              <span
                aria-hidden
                className={`flex size-5 flex-none items-center justify-center rounded-[50%] border text-label ${step === next ? "border-accent font-semibold text-accent" : "border-edge text-muted"}`}
              >
                {index + 1}
              </span>
            )}
            <div className="min-w-0 text-table">
              {!step.done && step.act ? (
                <button
                  type="button"
                  // Nobody presses it for nothing before the page listens.
                  disabled={!listens}
                  onClick={step.act}
                  className={`text-start font-medium disabled:text-muted ${step === next ? "text-accent" : ""}`}
                >
                  {step.word}
                </button>
              ) : step.done || !step.href ? (
                <p className={step.done ? "text-muted" : "font-medium"}>
                  {step.word}
                  {step.done && <span className="sr-only">, {t("done")}</span>}
                </p>
              ) : (
                <Link href={step.href} className={step === next ? "font-medium text-accent" : "font-medium"}>
                  {step.word}
                </Link>
              )}
              <p className="text-label text-muted">{step.says}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
