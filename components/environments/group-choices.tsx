"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useOf } from "@/components/words/acting";
import { groupsKey, readGroups } from "./queries";
import { SearchChoices } from "./search-choices";

/** Groups by checkbox, by their paths. */
export function GroupChoices({
  chosen,
  onChange,
  hint,
  error,
}: {
  chosen: readonly string[];
  onChange(paths: string[]): void;
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
      read={async (search) => {
        const paths = await readGroups(search, of);
        return { found: paths.map(asChoice), total: paths.length };
      }}
      error={error}
      nothing={t("noGroups")}
    />
  );
}
