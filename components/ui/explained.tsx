"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { X } from "./icons";
import { useMe } from "./me";

/**
 * What a page is for, until whoever is signed in puts it away; `about` names it among what they put away. A sentence of ours has one
 * line where there is room: at the width of prose one of another font, before ours is here, may have two, and the page would jump.
 */
export function Explained({ about: named, children }: { about?: string | undefined; children: ReactNode }) {
  const t = useTranslations("ui");
  const page = usePathname().slice(1).replaceAll("/", ".");
  const { email, dismissed, keep } = useMe();
  const about = named ?? page;
  if (dismissed.includes(about)) return null;
  if (!email) return <p className="max-w-200 text-muted">{children}</p>;
  return (
    <p className="max-w-200 text-muted">
      {children}
      {/* A word joiner: the button never stands on a line of its own. */}
      {"\u00a0\u2060"}
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
