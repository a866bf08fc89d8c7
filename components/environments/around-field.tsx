"use client";

import { useTranslations } from "next-intl";
import { useRead } from "@/components/reading";
import { SelectField } from "@/components/ui/field";
import { useOf } from "@/components/words/acting";
import { choicesKey, readChoices } from "./places";

/** The group around a group; never one inside `moving`. */
export function AroundField({
  chosen,
  moving,
  onChange,
}: {
  chosen: string;
  moving?: string;
  onChange?: (path: string) => void;
}) {
  const t = useTranslations("environments");
  const of = useOf();
  const groups = useRead(choicesKey(of), () => readChoices(of)).data?.groups ?? [];
  const fits = groups.filter((path) => moving === undefined || (path !== moving && !path.startsWith(`${moving}/`)));
  const all = chosen && !fits.includes(chosen) ? [chosen, ...fits] : fits;
  return (
    <SelectField
      key={groups.length}
      label={t("around")}
      name="around"
      defaultValue={chosen}
      onChange={(event) => onChange?.(event.target.value)}
    >
      <option value="">{t("atTop")}</option>
      {all.map((path) => (
        <option key={path} value={path}>
          {path}
        </option>
      ))}
    </SelectField>
  );
}
