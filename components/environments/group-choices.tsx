"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Step } from "@/components/use-judged";
import { useOf } from "@/components/words/acting";
import { groupsKey, readGroupChoices } from "./queries";
import { SearchChoices } from "./search-choices";

/** Groups by checkbox, by their paths. `stepOf`: what choosing one comes to. */
export function GroupChoices({
  chosen,
  onChange,
  stepOf,
  hint,
  error,
}: {
  chosen: readonly string[];
  onChange(paths: string[]): void;
  stepOf(path: string): Step;
  hint?: ReactNode;
  error?: string | undefined;
}) {
  const t = useTranslations("environments");
  const of = useOf();
  const asChoice = (path: string) => ({ id: path, name: path });
  return (
    <SearchChoices
      label={t("inGroups")}
      find={t("findGroups")}
      hint={hint}
      chosen={chosen.map(asChoice)}
      onChange={(next) => onChange(next.map(({ id }) => id))}
      keyOf={(search) => groupsKey(search, of)}
      read={(search) => readGroupChoices(search, of)}
      stepOf={({ id }) => stepOf(id)}
      error={error}
      nothing={t("noGroups")}
    />
  );
}
