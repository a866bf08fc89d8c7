"use client";

import { useTranslations } from "next-intl";
import { type Asking, askWhy } from "./ask-why";
import { Button } from "./button";
import { CircleHelp } from "./icons";

/** "Why?" beside what is refused or listed; the answer is asked for when it is pressed. `label`: for those who listen. */
export function Why({ question, label, className = "" }: { question: Asking; label?: string; className?: string }) {
  const t = useTranslations("ui");
  return (
    <Button look="quiet" className={className} onClick={() => askWhy(question)} {...(label && { "aria-label": label })}>
      <CircleHelp size={16} aria-hidden className="flex-none" /> {t("why")}
    </Button>
  );
}
