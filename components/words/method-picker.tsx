"use client";

import { useState } from "react";
import { Tag } from "../ui/badge";
import { Check, Choices, inputClass } from "../ui/field";
import { Fold } from "../ui/fold";
import { byService, count, shortName } from "./methods";

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
    <Choices label={`${label}, ${chosen.size} chosen`} error={error}>
      <input
        type="search"
        aria-label="Filter methods"
        placeholder="Filter methods"
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
        className={inputClass}
      />
      <p className="sr-only" aria-live="polite">
        {sought && count(shown.length, "method")}
      </p>
      {shown.length === 0 && <p className="py-2 text-table text-muted">No method is called so.</p>}
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
                    {here} of {names.length}
                  </span>
                </>
              }
            >
              <div className="pb-2 pl-6">
                <Check
                  checked={here === names.length}
                  ref={(box) => {
                    if (box) box.indeterminate = here > 0 && here < names.length;
                  }}
                  onChange={(event) => set(names, event.target.checked)}
                >
                  All of {service}
                </Check>
                {names.map((name) => (
                  <Check key={name} checked={chosen.has(name)} onChange={(event) => set([name], event.target.checked)}>
                    <span className="font-mono text-label break-all">{shortName(name)}</span>{" "}
                    {safe.has(name) && <Tag>reads only</Tag>}
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
