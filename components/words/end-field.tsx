"use client";

import { useTranslations } from "next-intl";
import { TextField } from "@/components/ui/field";
import { dayOf } from "./end-day";

/** The last day of something that may have an end; empty for none. Its value is a day where its reader lives. */
export function EndField({
  value,
  onChange,
  label,
  hint,
  error,
}: {
  value: string;
  onChange(day: string): void;
  label: string;
  hint?: string;
  error?: string | undefined;
}) {
  const t = useTranslations("words");
  return (
    <TextField
      type="date"
      label={label}
      hint={hint ?? t("endHint")}
      error={error}
      min={dayOf(new Date().toISOString())}
      value={value}
      className="max-w-48"
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
