"use client";

import { useTranslations } from "next-intl";
import type { Key } from "@/components/reading";
import { Button } from "@/components/ui/button";
import { CalendarClock } from "@/components/ui/icons";
import { useTell } from "@/components/ui/toast";
import { useAct, useNo } from "@/components/use-act";
import { useOf } from "@/components/words/acting";
import { EXTEND_DAYS, extended } from "@/components/words/end-day";
import { setMemberEnd } from "@/lib/actions/members";
import { setShareEnd } from "@/lib/actions/resources";

export type Ending = { kind: "member" | "share"; id: number; name: string; ends: string | null };

/** Gives what ends soon, or has ended, a month more in one press. */
export function Extend({
  of: { kind, id, name, ends },
  stale,
}: {
  of: Ending & { ends: string };
  stale: readonly Key[];
}) {
  const t = useTranslations("sharing");
  const tell = useTell();
  const of = useOf();
  const no = useNo();
  const act = kind === "member" ? setMemberEnd : setShareEnd;
  const { run, pending } = useAct(act, {
    stale,
    done: () => tell(t("extended", { name, n: EXTEND_DAYS })),
  });
  return (
    <Button
      pending={pending}
      aria-label={t("extendNamed", { name, n: EXTEND_DAYS })}
      onClick={() =>
        run({ id, until: extended(ends), ...of }, { onError: (error) => tell(t("nothingChanged"), no(error)?.message) })
      }
    >
      <CalendarClock size={16} aria-hidden /> {t("extend", { n: EXTEND_DAYS })}
    </Button>
  );
}
