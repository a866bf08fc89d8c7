"use client";

import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";

/** Leads to all threats of a threat model. */
export function RegisterLink({ model }: { model: string }) {
  const t = useTranslations("threats");
  return (
    <Link href={`/threat-models/${model}/threats`} className="text-accent">
      {t("register")}
    </Link>
  );
}
