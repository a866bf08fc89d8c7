"use client";

import { useTranslations } from "next-intl";
import { buttonClass } from "../../ui/button";
import type { Stage } from "./stage";
import { useStore } from "./use-store";
import { useTidy } from "./use-tidy";

/** What the keys are in the middle of: a flow whose other end is sought, or a layout that waits for a word. */
export function ConnectLine({ stage }: { stage: Stage }) {
  const t = useTranslations("canvas");
  const connecting = useStore(stage.mode, (state) => state.connecting);
  const previews = useStore(stage.mode, (state) => state.previews);
  const tidy = useTidy(stage);
  if (previews) {
    return (
      <section data-apart aria-label={t("tidy")} className={lineClass}>
        <p className="text-table">{t("tidied")}</p>
        <button type="button" className={buttonClass("primary")} onClick={tidy.keep}>
          {t("keep")}
        </button>
        <button type="button" className={buttonClass("plain")} onClick={() => stage.stop()}>
          {t("cancel")}
        </button>
      </section>
    );
  }
  if (!connecting) return null;
  const label = (id: string | null) => (id === null ? "" : stage.scene.get(id)?.label || t("unnamed"));
  return (
    <div data-apart className={lineClass}>
      <p className="text-table">
        {t.rich("connectLine", {
          from: label(connecting.from),
          to: label(connecting.to),
          b: (part) => <b className="font-semibold">{part}</b>,
        })}
      </p>
      {connecting.typed && <kbd className="rounded-md bg-sunken px-1.5 font-mono text-label">{connecting.typed}</kbd>}
      <p className="text-label text-muted max-sm:hidden">{t("connectKeys")}</p>
    </div>
  );
}

const lineClass =
  "absolute start-1/2 bottom-4 flex max-w-[calc(100%-24px)] -translate-x-1/2 items-center gap-3 rounded-md border border-line bg-raised px-3 py-2 shadow-float rtl:translate-x-1/2";
