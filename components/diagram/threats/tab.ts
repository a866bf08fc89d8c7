"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { later } from "@/components/ui/later";
import type { TabProps } from "../panels/facts";
import type { SideTab } from "../panels/side";

const Inside = later<TabProps>(async () => (await import("./panel")).ThreatsPanel);

/** The threats of a diagram, as one more tab beside the canvas. */
export function useThreatsTab(): readonly SideTab[] {
  const t = useTranslations("threats");
  return useMemo(() => [{ id: "threats", word: t("tab"), Inside }], [t]);
}
