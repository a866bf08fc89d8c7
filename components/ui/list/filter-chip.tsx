"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { ChevronDown } from "../icons";
import { useLater } from "../later";
import type { FilterOf } from "./filter-parts";
import type { List } from "./use-list";

export type { FilterOf };

const load = () => import("./filter-parts");

const chipClass = (on: boolean) =>
  `inline-flex h-8 max-w-72 items-center gap-1 rounded-md border px-2.5 text-table select-none hover:bg-sunken data-popup-open:bg-sunken max-sm:h-10 ${on ? "border-accent bg-raised" : "border-dashed border-edge"}`;

/** A filter as a chip: its word and what is chosen. Its values come with the first press. */
export function FilterChip({ filter, list }: { filter: FilterOf; list: Pick<List, "filters" | "filter"> }) {
  const t = useTranslations("ui");
  const [wanted, setWanted] = useState(false);
  const parts = useLater(load, wanted);
  const chosen = list.filters[filter.id] ?? [];
  const words = filter.values.filter(({ value }) => chosen.includes(value)).map(({ label }) => label);
  const inside: ReactNode = (
    <>
      <span className={words.length ? "text-muted" : ""}>{filter.word}</span>
      {words.length > 0 && <span className="truncate font-medium">{words.join(", ")}</span>}
      <ChevronDown size={14} aria-hidden className="flex-none text-muted" />
    </>
  );
  const className = chipClass(words.length > 0);
  if (parts) {
    return (
      <parts.FilterPopup
        filter={filter}
        chosen={chosen}
        onChoose={(values) => list.filter(filter.id, values)}
        className={className}
        label={t("filterBy", { word: filter.word, chosen: words.join(", ") || t("filterAny") })}
      >
        {inside}
      </parts.FilterPopup>
    );
  }
  return (
    <button
      type="button"
      // What it becomes when its values are here.
      role="combobox"
      aria-label={t("filterBy", { word: filter.word, chosen: words.join(", ") || t("filterAny") })}
      aria-haspopup="dialog"
      aria-expanded={false}
      aria-busy={wanted || undefined}
      className={className}
      onClick={() => setWanted(true)}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
    >
      {inside}
    </button>
  );
}
