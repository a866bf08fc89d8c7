"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ChevronRight } from "../ui/icons";
import { MethodChanges } from "./method-map";

/**
 * The bar at the foot of what is edited: what saving would change, whom it concerns, and which methods on demand. `says` stands in
 * for the change where there was nothing before.
 */
export function ChangesBar({
  says,
  more,
  fewer,
  concerns,
  preview,
  children,
}: {
  says: string | null;
  more: readonly string[];
  fewer: readonly string[];
  concerns: string;
  /** What it does to everybody's access. */
  preview?: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations("methods");
  const isSame = more.length === 0 && fewer.length === 0;
  const change = isSame ? t("noChange") : t("difference", { more: more.length, fewer: fewer.length });
  return (
    <div className="sticky bottom-0 z-10 -mx-1 border-t border-line bg-paper px-1 py-3">
      {!isSame && (
        <details className="group mb-2">
          <summary className="flex min-h-6 list-none items-center gap-1 text-table text-accent [&::-webkit-details-marker]:hidden">
            <ChevronRight size={16} aria-hidden className="group-open:rotate-90 rtl:-scale-x-100" />
            {t("showWhich")}
          </summary>
          <div className="mt-1 max-h-48 overflow-y-auto">
            <MethodChanges more={more} fewer={fewer} />
          </div>
        </details>
      )}
      {preview && <div className="mb-2">{preview}</div>}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p className="min-w-0 flex-1 basis-48 text-table" aria-live="polite">
          {says ?? change} <span className="text-muted">{concerns}</span>
        </p>
        <div className="flex gap-2 max-sm:w-full max-sm:*:flex-1">{children}</div>
      </div>
    </div>
  );
}
