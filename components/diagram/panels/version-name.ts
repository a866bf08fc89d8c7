"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { Version } from "./version-queries";

/** What a version is called where it has no name of its own. */
export function useVersionName(): (version: Version) => string {
  const t = useTranslations("panels");
  const format = useFormatter();
  return ({ name, kind, at }) =>
    name ??
    `${kind === "restored" ? t("versionRestored") : t("versionAutomatic")} · ${format.dateTime(new Date(at), "moment")}`;
}
