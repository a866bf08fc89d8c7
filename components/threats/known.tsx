"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { Listed } from "./queries";
import { SEVERITY_LOOK, STATUS_LOOK, useThreatWords } from "./words";

/** A threat of the register, as one line that opens it. */
export function Known({ threat, element, onOpen }: { threat: Listed; element: string; onOpen(): void }) {
  const t = useTranslations("threats");
  const words = useThreatWords();
  return (
    <button
      type="button"
      onClick={onOpen}
      className="flex w-full flex-col gap-0.5 rounded-md px-1 py-2 text-start text-table hover:bg-sunken"
    >
      <span className="font-medium break-words">{threat.title || t("untitled")}</span>
      <span className="flex flex-wrap gap-x-3 text-label">
        <Badge {...STATUS_LOOK[threat.status]}>{words.status(threat.status)}</Badge>
        <Badge {...SEVERITY_LOOK[threat.severity]}>{words.severity(threat.severity)}</Badge>
        <span className="text-muted">{words.category(threat.category)}</span>
        <bdi className="text-muted">{element}</bdi>
      </span>
    </button>
  );
}
