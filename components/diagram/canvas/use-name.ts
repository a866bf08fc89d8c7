"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { cellOf, endsOf, isBoundaryLine } from "@/lib/domain/diagram/read-cell";
import type { Drawn, Scene } from "./scene";

/** What an element is called for those who listen: its kind and name, where it lies, what flows, and what threatens it. */
export function useNameOf(scene: Scene): (drawn: Drawn) => string {
  const t = useTranslations("canvas");
  return useMemo(() => {
    const short = (id: string | null): string => {
      const drawn = id === null ? undefined : scene.get(id);
      return drawn ? drawn.label || t("unnamed") : t("nowhere");
    };
    const threatened = ({ threats: n }: Drawn, named: string) => (n > 0 ? t("threatened", { named, n }) : named);
    return (drawn) => {
      const named = t("called", {
        kind: drawn.kind === "other" ? t("other") : t(isBoundaryLine(drawn.cell) ? "boundary" : drawn.kind),
        name: drawn.label || t("unnamed"),
      });
      if (isBoundaryLine(drawn.cell)) return named;
      if (drawn.kind === "flow") {
        const { source, target } = endsOf(drawn.cell);
        return threatened(drawn, t("flowSays", { named, from: short(cellOf(source)), to: short(cellOf(target)) }));
      }
      const holder = scene.holderOf(drawn.id);
      const { into, out } = scene.countsOf(drawn.id);
      const place = holder ? t("inside", { named, name: holder.label || t("unnamed") }) : named;
      return threatened(drawn, into + out > 0 ? t("flowing", { place, into, out }) : place);
    };
  }, [scene, t]);
}
