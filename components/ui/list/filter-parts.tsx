"use client";

import { Combobox } from "@base-ui/react/combobox";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Check, type Icon } from "../icons";

export type FilterValue = { value: string; label: string; icon?: Icon; count?: number };
/** One filter: its name in the address, its word, and what can be chosen; `one` at a time, or as many as one likes. */
export type FilterOf = { id: string; word: string; values: readonly FilterValue[]; one?: boolean };

/** The values of a filter; typing finds them. It opens as it comes, because it was pressed for. */
export function FilterPopup({
  filter,
  chosen,
  onChoose,
  label,
  className,
  children,
}: {
  filter: FilterOf;
  chosen: readonly string[];
  onChoose(values: string[]): void;
  label: string;
  className: string;
  children: ReactNode;
}) {
  const t = useTranslations("ui");
  const format = useFormatter();
  return (
    <Combobox.Root
      multiple
      defaultOpen
      autoHighlight
      items={filter.values}
      value={filter.values.filter(({ value }) => chosen.includes(value))}
      onValueChange={(values) => onChoose((filter.one ? values.slice(-1) : values).map(({ value }) => value))}
    >
      <Combobox.Trigger aria-label={label} className={className}>
        {children}
      </Combobox.Trigger>
      <Combobox.Portal container={document.getElementById("content")}>
        <Combobox.Positioner align="start" sideOffset={4} className="z-30">
          <Combobox.Popup
            aria-label={filter.word}
            className="w-60 rounded-md border border-line bg-raised p-1 shadow-float appear"
          >
            <Combobox.Input
              aria-label={t("filterFind", { word: filter.word })}
              placeholder={t("filterFind", { word: filter.word })}
              className="h-8 w-full border-b border-line px-2 text-table -outline-offset-2"
            />
            <Combobox.Empty className="p-2 text-table text-muted empty:hidden">{t("filterNothing")}</Combobox.Empty>
            <Combobox.List className="max-h-[min(320px,var(--available-height))] overflow-y-auto pt-1 empty:hidden">
              {({ value, label: word, icon: Icon, count }: FilterValue) => (
                <Combobox.Item
                  key={value}
                  value={filter.values.find((one) => one.value === value)}
                  className="flex min-h-8 items-center gap-2 rounded-md px-2 py-1 text-table outline-none select-none data-highlighted:bg-sunken max-sm:min-h-11"
                >
                  <span className="flex size-4 flex-none items-center justify-center rounded-md border border-edge">
                    <Combobox.ItemIndicator>
                      <Check size={12} strokeWidth={3} aria-hidden className="text-accent" />
                    </Combobox.ItemIndicator>
                  </span>
                  {Icon && <Icon size={16} aria-hidden className="flex-none text-muted" />}
                  <span className="min-w-0 break-words">{word}</span>
                  {count !== undefined && <span className="ms-auto ps-2 text-muted">{format.number(count)}</span>}
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
