"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Eye } from "@/components/ui/icons";
import { Button } from "../ui/button";
import { closeView } from "../viewing";

/** What has Escape for itself; what is only told, a dialog to assistive technology too, has not. */
const OPEN = ":is([role=dialog], [role=alertdialog]):not([aria-modal=false]), [role=menu], [role=listbox], [data-hint]";
const TYPED_IN = "input, textarea, select, [contenteditable=true]";

/** As whom one sees, that nothing can be changed, and the way out. `name` is empty once one may not any more. */
export function ViewingAs({ name, back }: { name: string; back: string }) {
  const t = useTranslations("shell");
  useEffect(() => {
    let wasOpen = false;
    // Before anything has closed, and after everything had its turn.
    const look = () => {
      wasOpen = document.querySelector(OPEN) !== null;
    };
    const onKey = (event: KeyboardEvent) => {
      const isTaken = event.defaultPrevented || wasOpen || (event.target as Element).closest?.(TYPED_IN);
      if (event.key === "Escape" && !isTaken) void closeView(back);
    };
    window.addEventListener("keydown", look, true);
    window.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener("keydown", look, true);
      window.removeEventListener("keydown", onKey);
    };
  }, [back]);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b-2 border-accent bg-raised py-2 ps-4 pe-2 text-table sm:ps-8 print:hidden">
      <p className="flex min-w-0 flex-1 basis-60 items-start gap-2">
        <Eye size={16} aria-hidden className="mt-0.5 flex-none text-accent" />
        <span className="min-w-0 break-words">
          <strong className="font-semibold">{name ? t("viewingAs", { name }) : t("viewingOver")}</strong>{" "}
          {name && <span className="text-muted">{t("viewingSays")}</span>}
        </span>
      </p>
      <Button onClick={() => void closeView(back)}>
        {t("viewingLeave")} <kbd className="text-muted max-sm:hidden">Esc</kbd>
      </Button>
    </div>
  );
}
