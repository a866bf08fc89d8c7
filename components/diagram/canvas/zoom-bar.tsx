"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { Hint } from "../../ui/hint";
import { Maximize, Minus, Plus } from "../../ui/icons";
import type { Stage } from "./stage";
import { walkButtons } from "./tools";
import { useStore } from "./use-store";

const STEP = 1.25;
const buttonClass = "flex size-8 items-center justify-center rounded-md text-muted hover:bg-sunken hover:text-ink";

export function ZoomBar({ stage }: { stage: Stage }) {
  const t = useTranslations("canvas");
  const percent = useStore(stage.camera, (state) => Math.round(state.zoom * 100));
  const bar = useRef<HTMLDivElement>(null);
  return (
    <div
      ref={bar}
      data-apart
      role="toolbar"
      aria-label={t("zoom")}
      onKeyDown={(event) => walkButtons(event, bar.current)}
      onClickCapture={() => stage.view.follow(null)}
      className="absolute end-3 bottom-3 max-sm:start-3 max-sm:end-auto flex items-center rounded-md border border-line bg-raised p-0.5 shadow-float"
    >
      <Hint text={t("zoomOut")}>
        <button
          type="button"
          aria-label={t("zoomOut")}
          className={buttonClass}
          onClick={() => stage.camera.zoomBy(1 / STEP, undefined, true)}
        >
          <Minus size={16} />
        </button>
      </Hint>
      <Hint text={t("zoomFull")}>
        <button
          type="button"
          tabIndex={-1}
          className="h-8 min-w-12 rounded-md px-1 text-label text-muted hover:bg-sunken hover:text-ink"
          onClick={() => stage.camera.zoomTo(1)}
        >
          {t("percent", { n: percent })}
        </button>
      </Hint>
      <Hint text={t("zoomIn")}>
        <button
          type="button"
          tabIndex={-1}
          aria-label={t("zoomIn")}
          className={buttonClass}
          onClick={() => stage.camera.zoomBy(STEP, undefined, true)}
        >
          <Plus size={16} />
        </button>
      </Hint>
      <Hint text={t("fit")}>
        <button type="button" tabIndex={-1} aria-label={t("fit")} className={buttonClass} onClick={() => stage.fit()}>
          <Maximize size={15} />
        </button>
      </Hint>
    </div>
  );
}
