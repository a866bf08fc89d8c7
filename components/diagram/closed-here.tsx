"use client";

import { usePathname } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { buttonClass } from "../ui/button";
import { Link } from "../ui/link";
import { closedAt } from "./closed";

/** Of a diagram that is not there for the reader: whoever had it open until now is told so, everybody else what they see of any other. */
export function ClosedHere({ children }: { children: ReactNode }) {
  const t = useTranslations("shell");
  const id = usePathname().split("/").at(-1) ?? "";
  const format = useFormatter();
  const ended = closedAt(id);
  if (ended === undefined) return children;
  return (
    <div className="flex max-w-xl flex-col items-start gap-5">
      <h1 className="text-title font-semibold">
        {ended ? t("endedDiagram", { day: format.dateTime(new Date(ended), "moment") }) : t("closedDiagram")}
      </h1>
      <p className="text-muted">{t("closedDiagramSays")}</p>
      <Link href="/shared" className={buttonClass("primary")}>
        {t("shared")}
      </Link>
    </div>
  );
}
