"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Hinted } from "@/components/ui/hinted";
import { useResourceWords } from "@/components/words/resource";
import type { Shared } from "./queries";

/** How much somebody reaches, and by which way; the names with their roles on hover and focus. */
export function Reach({ shares }: { shares: readonly Shared[] }) {
  const t = useTranslations("members");
  const words = useResourceWords();
  const format = useFormatter();
  if (shares.length === 0) return <span className="text-muted">{t("nothingYet")}</span>;
  const of = (source: Shared["source"]) => shares.filter((share) => share.source === source);
  const parts = [
    ...of("account").map((share, index) => words.nameOf(share, index > 0)),
    ...(["direct", "group", "region"] as const).flatMap((source) => {
      const n = of(source).length;
      return n > 0 ? t(counts[source], { n }) : [];
    }),
  ];
  const lines = (
    <>
      {shares.map((share) => (
        <span key={share.id} className="block">
          {t("shareLine", {
            thing: words.nameOf(share),
            roles: format.list(
              share.roles.map((role) => role.name),
              { type: "unit" },
            ),
          })}
        </span>
      ))}
    </>
  );
  return <Hinted text={lines}>{format.list(parts, { type: "unit" })}</Hinted>;
}

const counts = { direct: "directCount", group: "groupCount", region: "regionCount" } as const;
