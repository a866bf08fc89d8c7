"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { X } from "./icons";
import { useMe } from "./me";

/** What a page is for, until it is put away; `about` names it among what somebody put away. */
export function Explained({ about, children }: { about: string; children: ReactNode }) {
  const t = useTranslations("ui");
  const { dismissed, keep } = useMe();
  if (dismissed.includes(about)) return null;
  return (
    <p className="max-w-prose text-muted">
      {children}{" "}
      <button
        type="button"
        aria-label={t("putAway")}
        title={t("putAway")}
        className="inline-flex size-6 items-center justify-center rounded-md align-middle text-muted hover:bg-sunken hover:text-ink print:hidden"
        onClick={(event) => {
          event.currentTarget.closest("header")?.querySelector("h1")?.focus();
          keep({ dismissed: [...dismissed, about] });
        }}
      >
        <X size={14} aria-hidden />
      </button>
    </p>
  );
}
