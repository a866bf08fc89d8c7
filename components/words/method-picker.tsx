"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Tag } from "../ui/badge";
import { Check, Choices } from "../ui/field";
import { Fold } from "../ui/fold";
import { inputClass } from "../ui/input-class";
import { byService, shortName } from "./methods";

export type MethodChoice = { name: string; isSafe: boolean };

/** Methods by checkbox, each service folded with a box for all of it; a filter unfolds what it finds. */
export function MethodPicker({
  label,
  methods,
  chosen,
  onChange,
  error,
}: {
  label: string;
  methods: readonly MethodChoice[];
  chosen: ReadonlySet<string>;
  onChange(chosen: ReadonlySet<string>): void;
  error?: string | undefined;
}) {
  const t = useTranslations("words");
  const [filter, setFilter] = useState("");
  const sought = filter.trim().toLowerCase();
  const safe = new Set(methods.filter((method) => method.isSafe).map((method) => method.name));
  const shown = methods.map((method) => method.name).filter((name) => name.toLowerCase().includes(sought));
  const set = (names: readonly string[], on: boolean) => {
    const next = new Set(chosen);
    for (const name of names) {
      if (on) next.add(name);
      else next.delete(name);
    }
    onChange(next);
  };
  return (
    <Choices label={t("chosenOf", { label, n: chosen.size })} error={error}>
      <input
        type="search"
        aria-label={t("filterMethods")}
        placeholder={t("filterMethods")}
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
        className={inputClass}
      />
      <p className="sr-only" aria-live="polite">
        {sought && t("methods", { n: shown.length })}
      </p>
      {shown.length === 0 && <p className="py-2 text-table text-muted">{t("noSuchMethod")}</p>}
      <div className="mt-1 divide-y divide-line border-y border-line">
        {byService(shown).map(([service, names]) => {
          const here = names.filter((name) => chosen.has(name)).length;
          return (
            <Fold
              key={service}
              open={sought !== "" || undefined}
              line={
                <>
                  <span className="font-mono break-all">{service}</span>
                  <span className={here ? "font-medium" : "text-muted"}>
                    {t("someOf", { some: here, all: names.length })}
                  </span>
                </>
              }
            >
              <div className="pb-2 ps-6">
                <Check
                  checked={here === names.length}
                  ref={(box) => {
                    if (box) box.indeterminate = here > 0 && here < names.length;
                  }}
                  onChange={(event) => set(names, event.target.checked)}
                >
                  {t("allOf", { service })}
                </Check>
                {names.map((name) => (
                  <Check key={name} checked={chosen.has(name)} onChange={(event) => set([name], event.target.checked)}>
                    <span className="font-mono text-label break-all">{shortName(name)}</span>{" "}
                    {safe.has(name) && <Tag>{t("readsOnly")}</Tag>}
                  </Check>
                ))}
              </div>
            </Fold>
          );
        })}
      </div>
    </Choices>
  );
}
