"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useRead } from "@/components/reading";
import { Check, Choices, inputClass } from "@/components/ui/field";
import { Why } from "@/components/ui/why";
import type { Step } from "@/components/use-judged";
import { useRefusals } from "./use-may";

/** One that can be chosen. */
export type Choosable = { id: string; name: string };

/**
 * Choices by checkbox among more than a list holds: typing finds them, and what is chosen stays in sight. `read` answers what is
 * found, `total` how many there are; `stepOf` what choosing comes to: what the reader may not do stays as it is, and says why.
 */
export function SearchChoices<C extends Choosable>({
  label,
  find,
  hint,
  chosen,
  onChange,
  keyOf,
  read,
  noteOf,
  stepOf,
  error,
  nothing,
}: {
  label: string;
  find: string;
  hint?: ReactNode;
  chosen: readonly C[];
  onChange(chosen: C[]): void;
  keyOf(search: string): readonly unknown[];
  read(search: string): Promise<{ found: C[]; total: number }>;
  /** What stands below its name. */
  noteOf?(choice: C): ReactNode;
  stepOf?: ((choice: C) => Step) | undefined;
  error?: string | undefined;
  nothing: string;
}) {
  const t = useTranslations("environments");
  const [typed, setTyped] = useState("");
  const search = typed.trim();
  const { data } = useRead(keyOf(search), () => read(search), { keep: true });
  const others = (data?.found ?? []).filter(({ id }) => chosen.every((one) => one.id !== id));
  // What was chosen under another search stays above what is found now.
  const lines = [...chosen, ...others];
  const refusals = useRefusals(stepOf ? lines.map(stepOf) : []);
  const more = (data?.total ?? 0) - (data?.found.length ?? 0);
  return (
    <Choices label={label} hint={hint} error={error}>
      <input
        type="search"
        aria-label={find}
        placeholder={find}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className={inputClass}
      />
      <div className="mt-1 flex max-h-64 flex-col overflow-y-auto">
        {lines.map((line, index) => {
          const isOn = chosen.some(({ id }) => id === line.id);
          const { refused, why } = refusals[index] ?? {};
          return (
            <div key={line.id} className="flex items-start justify-between gap-2">
              <Check
                checked={isOn}
                aria-disabled={refused ? true : undefined}
                onChange={() => {
                  if (!refused) onChange(isOn ? chosen.filter(({ id }) => id !== line.id) : [...chosen, line]);
                }}
              >
                {line.name}
                {noteOf && <span className="block text-label text-muted">{noteOf(line)}</span>}
                {refused && <span className="block text-label text-wait">{refused}</span>}
              </Check>
              {why && <Why question={why} label={t("whyNotIn", { name: line.name })} className="h-7! flex-none" />}
            </div>
          );
        })}
      </div>
      <p className="text-label text-muted" role="status">
        {data && lines.length === 0 ? nothing : more > 0 ? t("moreFound", { n: more }) : ""}
      </p>
    </Choices>
  );
}
