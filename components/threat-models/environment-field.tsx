"use client";

import { useTranslations } from "next-intl";
import type { ChangeEvent } from "react";
import { useRead } from "@/components/reading";
import { SelectField, TextField } from "@/components/ui/field";
import { OFFERED, placesKey, readPlaces } from "./queries";

/** The environment a threat model is about. `chosen`: its name at first; empty for none. */
export function EnvironmentField({ chosen, onChange }: { chosen: string; onChange?(name: string): void }) {
  const t = useTranslations("threatModels");
  const places = useRead(placesKey, readPlaces).data ?? [];
  const field = {
    label: t("environment"),
    name: "environment",
    hint: t("environmentHint"),
    defaultValue: chosen,
    onChange: ({ target }: ChangeEvent<HTMLInputElement | HTMLSelectElement>) => onChange?.(target.value),
  };
  if (places.length > OFFERED) return <TextField {...field} autoComplete="off" spellCheck={false} maxLength={255} />;
  const known = chosen === "" || places.some(({ name }) => name === chosen);
  return (
    <SelectField key={places.length} {...field}>
      <option value="">{t("noEnvironment")}</option>
      {!known && <option value={chosen}>{chosen}</option>}
      {places.map(({ appid, name, shownAs }) => (
        <option key={appid} value={name}>
          {shownAs && shownAs !== name ? t("environmentShown", { name, shownAs }) : name}
        </option>
      ))}
    </SelectField>
  );
}
