"use client";

import { useTranslations } from "next-intl";
import { useShortcuts } from "../../ui/commands";

/** The keys of the canvas, for the sheet: they hold while the canvas has the focus, so the page's listener does not know them. */
export function useCanvasShortcuts(): void {
  const t = useTranslations("panels");
  const mac = typeof navigator !== "undefined" && /Mac|iP(hone|ad)/.test(navigator.userAgent);
  const ctrl = (keys: string) => (mac ? `⌘ ${keys}` : `Ctrl ${keys}`);
  useShortcuts(t("keysTitle"), [
    ["A P S B T", t("keysAdd")],
    ["← ↑ → ↓", t("keysMove")],
    [ctrl("←"), t("keysWalk")],
    ["[ ]", t("keysFlows")],
    ["Alt →", t("keysResize")],
    ["C", t("keysConnect")],
    ["F2", t("keysRename")],
    [ctrl("D"), t("keysDuplicate")],
    [ctrl("A"), t("keysAll")],
    [ctrl("C V"), t("keysCopy")],
    [`${ctrl("Z")} ⇧ Z`, t("keysUndo")],
    [ctrl("G"), t("keysGroup")],
    ["Del", t("keysDelete")],
    ["+ − 0 1", t("keysZoom")],
    ["⇞ ⇟", t("keysOrder")],
    ["L", t("keysLaser")],
    ["Esc", t("keysOut")],
  ]);
}
