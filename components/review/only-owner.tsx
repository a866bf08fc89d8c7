"use client";

import { useTranslations } from "next-intl";
import { Lock } from "@/components/ui/icons";
import { Why } from "@/components/ui/why";
import { useActing, useOnlyOwner, useWhyNot } from "@/components/words/acting";

/** To unshare is the owner's alone, and so is to finish what unshares: the question that explains it. */
export const TAKES = "users.collaboration.DeleteResources";

/** Said to a delegate before they begin: what they mark to be removed, the owner takes. Nothing in one's own account. */
export function OnlyOwnerTakes() {
  const t = useTranslations("review");
  const name = useActing()?.name ?? "";
  const whyNot = useWhyNot();
  const why = whyNot(TAKES);
  if (!useOnlyOwner() || !why) return null;
  return (
    <p className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-table text-muted">
      <span className="inline-flex min-w-0 items-start gap-1.5">
        <Lock size={16} aria-hidden className="mt-px flex-none" /> {t("onlyOwnerTakes", { name })}
      </span>
      <Why question={why} label={t("onlyOwnerWhy")} />
    </p>
  );
}
