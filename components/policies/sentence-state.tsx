import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { CircleAlert, CircleCheck } from "@/components/ui/icons";
import { Lines } from "@/components/words/explanation";
import type { SentenceWire } from "@/lib/actions/sentences";

export const sentencesKey = ["roles", "sentences"] as const;

export function State({ holds }: { holds: boolean }) {
  const t = useTranslations("policies");
  return holds ? (
    <Badge tone="allow" icon={CircleCheck}>
      {t("sentenceHolds")}
    </Badge>
  ) : (
    <Badge tone="deny" icon={CircleAlert}>
      {t("sentenceFails")}
    </Badge>
  );
}

/** Who breaks it, with what and where, and the way there. */
export function Breaks({ of: { breaks } }: { of: SentenceWire }) {
  const t = useTranslations("policies");
  if (!breaks) return null;
  const { who, method, on, way } = breaks;
  return (
    <div className="mt-2 flex flex-col gap-1 text-table">
      <p className="break-words">{who ? t("sentenceBreak", { who, method, on }) : t("sentenceNothing")}</p>
      {way.length > 0 && <Lines lines={way} />}
    </div>
  );
}
