"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { PreviewLines } from "@/components/preview";
import { useStale } from "@/components/reading";
import { Confirm } from "@/components/ui/dialog";
import { inTurn } from "@/components/ui/list/bulk";
import type { Verdict } from "@/components/ui/list/verdict";
import { useTell } from "@/components/ui/toast";
import { usePreview } from "@/components/use-preview";
import { useOf } from "@/components/words/acting";
import { activateMember, suspendMember } from "@/lib/actions/members";
import { type Member, membersKey } from "./queries";

type Props = {
  open: boolean;
  onClose(): void;
  step: "suspend" | "activate";
  keys: readonly string[];
  rows: ReadonlyMap<string, Member>;
  onDone(verdicts: ReadonlyMap<string, Verdict>): void;
};

const acts = { suspend: suspendMember, activate: activateMember };

/** Suspends or activates several people after saying who loses or gains what by it; Undo takes it back. */
export function StepMany({ open, onClose, step, keys, rows, onDone }: Props) {
  const t = useTranslations("members");
  const ui = useTranslations("ui");
  const tell = useTell();
  const stale = useStale();
  const of = useOf();
  const [done, setDone] = useState<number | null>(null);
  const verb = step === "suspend" ? ("suspendMember" as const) : ("activateMember" as const);
  const weighed = usePreview(open ? keys.map((key) => ({ verb, input: { id: Number(key), ...of } })) : null, {
    each: true,
  });
  /** Each one after the other, whatever became of the others. */
  const back = async (these: readonly string[]) => {
    for (const key of these) await acts[step === "suspend" ? "activate" : "suspend"]({ id: Number(key), ...of });
    await stale([membersKey]);
  };
  const run = async () => {
    setDone(0);
    const verdicts = await inTurn(
      keys,
      rows,
      async (key) => {
        const answer = await acts[step]({ id: Number(key), ...of });
        if (!answer.ok) return { ok: false, words: answer.message };
        return { ok: true, words: t(step === "suspend" ? "isSuspended" : "isActive") };
      },
      { onStep: setDone, fault: ui("verdictFault") },
    );
    // The rows say what is so by now, before anything is undone.
    await stale([membersKey]);
    const these = keys.filter((key) => verdicts.get(key)?.ok);
    if (these.length > 0) {
      const says = t(step === "suspend" ? "suspendedMany" : "activatedMany", { n: these.length });
      tell(says, undefined, { undo: () => void back(these) });
    }
    setDone(null);
    onDone(verdicts);
  };
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={t(step === "suspend" ? "suspendManyTitle" : "activateManyTitle", { n: keys.length })}
      act={t(step === "suspend" ? "suspendManyAct" : "activateManyAct", { n: keys.length })}
      look={step === "suspend" ? "deny" : "primary"}
      pending={done !== null}
      armed={weighed.armed}
      asks={
        <>
          <PreviewLines of={weighed} />
          <p role="status" className="text-table text-muted empty:hidden">
            {done !== null && ui("bulkRunning", { done, of: keys.length })}
          </p>
        </>
      }
      onConfirm={() => void run()}
    >
      {t(step === "suspend" ? "suspendManyAsks" : "activateManyAsks")}
    </Confirm>
  );
}
