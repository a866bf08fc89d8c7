"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { type Around, aroundOf } from "@/lib/domain/diagram/around";
import type { Cell } from "@/lib/domain/diagram/cell";
import { isBoundaryLine, type Kind, kindOf, labelOf } from "@/lib/domain/diagram/read-cell";
import type { Participant } from "../room";

const known = new WeakMap<ReadonlyMap<string, Cell>, Around>();

/** Made once for all panels that show the same cells. */
export function aroundNow(cells: ReadonlyMap<string, Cell>): Around {
  const around = known.get(cells) ?? aroundOf(cells);
  known.set(cells, around);
  return around;
}

export const KIND_WORD = {
  actor: "kindActor",
  process: "kindProcess",
  store: "kindStore",
  boundary: "kindBoundary",
  text: "kindText",
  flow: "kindFlow",
  other: "kindOther",
} as const satisfies Record<Kind, string>;

/** What cells and people are called here. */
export function useNames() {
  const t = useTranslations("panels");
  return useMemo(() => {
    const kind = (one: Kind): string => t(KIND_WORD[one]);
    return {
      kind,
      /** Its name, or which kind of thing has none. */
      name: (cell: Cell): string =>
        labelOf(cell).trim() || t("unnamed", { kind: kind(isBoundaryLine(cell) ? "boundary" : kindOf(cell)) }),
      person: (people: readonly Participant[], uid: number | null): string => {
        const found = people.find((one) => one.uid === uid);
        return found ? found.name || found.email : t("somebody");
      },
    };
  }, [t]);
}
