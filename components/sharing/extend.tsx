"use client";

import { useTranslations } from "next-intl";
import type { Key } from "@/components/reading";
import { Button } from "@/components/ui/button";
import { CalendarClock } from "@/components/ui/icons";
import { useTell } from "@/components/ui/toast";
import { useAct, useNo } from "@/components/use-act";
import type { Step } from "@/components/use-preview";
import { useOf } from "@/components/words/acting";
import { EXTEND_DAYS, extended } from "@/components/words/end-day";
import { setMemberEnd } from "@/lib/actions/members";
import { setListEnd, setShareEnd } from "@/lib/actions/resources";

type Named = { name: string; ends: string | null };
/** `line`: of a threat model's own list, and whom it names. */
export type Line = { threatModelId: string; uid?: number; email?: string; group?: string };
export type Ending = Named & ({ kind: "member" | "share"; id: number } | { kind: "line"; line: Line });

/** Gives it that end. */
export const saveEnd = (ending: Ending, until: string, of: { ownerUid?: number }) =>
  ending.kind === "line"
    ? setListEnd({ ...ending.line, until })
    : (ending.kind === "member" ? setMemberEnd : setShareEnd)({ id: ending.id, until, ...of });

/** The same as a step that is weighed first. */
export const stepOf = (ending: Ending, until: string, of: { ownerUid?: number }): Step =>
  ending.kind === "line"
    ? { verb: "setListEnd", input: { ...ending.line, until } }
    : {
        verb: ending.kind === "member" ? "setMemberEnd" : "setShareEnd",
        input: { id: ending.id, until, ...of },
      };

/** Gives what ends soon, or has ended, a month more in one press. */
export function Extend({ of: ending, stale }: { of: Ending & { ends: string }; stale: readonly Key[] }) {
  const { name, ends } = ending;
  const t = useTranslations("sharing");
  const tell = useTell();
  const of = useOf();
  const no = useNo();
  const { run, pending } = useAct((until: string) => saveEnd(ending, until, of), {
    stale,
    done: () => tell(t("extended", { name, n: EXTEND_DAYS })),
  });
  return (
    <Button
      pending={pending}
      aria-label={t("extendNamed", { name, n: EXTEND_DAYS })}
      onClick={() => run(extended(ends), { onError: (error) => tell(t("nothingChanged"), no(error)?.message) })}
    >
      <CalendarClock size={16} aria-hidden /> {t("extend", { n: EXTEND_DAYS })}
    </Button>
  );
}
