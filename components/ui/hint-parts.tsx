"use client";

import { Tooltip } from "@base-ui/react/tooltip";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { askWhy } from "./ask-why";
import { dropHint, holdHint, type Shown } from "./hinting";

/** The hint itself: it can be pointed at, and Escape takes it away. Its words stand beside the control already. */
export function HintPopup({ shown }: { shown: Shown | null }) {
  const t = useTranslations("ui");
  useEffect(() => {
    if (!shown) return;
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && dropHint(0);
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  }, [shown]);
  return (
    <Tooltip.Root open={shown !== null}>
      <Tooltip.Portal>
        <Tooltip.Positioner anchor={shown?.anchor ?? null} sideOffset={6} className="z-50">
          <Tooltip.Popup
            aria-hidden
            data-hint
            onPointerEnter={holdHint}
            onPointerLeave={() => dropHint()}
            className="max-w-72 rounded-md bg-ink px-2 py-1 text-label text-paper shadow-float appear forced-colors:border"
          >
            {shown?.text}
            {shown?.why && (
              <button
                type="button"
                tabIndex={-1}
                className="ms-2 min-h-6 underline underline-offset-2"
                onClick={() => {
                  askWhy(shown.why!);
                  dropHint(0);
                }}
              >
                {t("why")}
              </button>
            )}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
