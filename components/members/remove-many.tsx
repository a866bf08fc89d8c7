"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { PreviewLines } from "@/components/preview";
import { useStale } from "@/components/reading";
import { Confirm } from "@/components/ui/dialog";
import { inTurn } from "@/components/ui/list/bulk";
import type { Verdict } from "@/components/ui/list/verdict";
import { usePreview } from "@/components/use-preview";
import { useOf } from "@/components/words/acting";
import { deleteMember } from "@/lib/actions/members";
import { type Member, membersKey } from "./queries";

/** Removes several people, after saying what is lost. */
export function RemoveMany({
  open,
  onClose,
  keys,
  rows,
  onDone,
}: {
  open: boolean;
  onClose(): void;
  keys: readonly string[];
  rows: ReadonlyMap<string, Member>;
  onDone(verdicts: ReadonlyMap<string, Verdict>): void;
}) {
  const t = useTranslations("members");
  const ui = useTranslations("ui");
  const stale = useStale();
  const of = useOf();
  const [running, setRunning] = useState(false);
  const weighed = usePreview(
    open ? keys.map((key) => ({ verb: "deleteMember", input: { id: Number(key), ...of } })) : null,
    { each: true },
  );
  const remove = async () => {
    setRunning(true);
    const verdicts = await inTurn(
      keys,
      rows,
      async (key) => {
        const answer = await deleteMember({ id: Number(key), ...of });
        return answer.ok ? { ok: true, words: t("isRemoved") } : { ok: false, words: answer.message };
      },
      { fault: ui("verdictFault") },
    );
    await stale([membersKey]);
    setRunning(false);
    onDone(verdicts);
  };
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={t("removeManyTitle", { n: keys.length })}
      act={t("removeManyAct", { n: keys.length })}
      pending={running}
      consequences={[t("forgets"), t("keeps"), t("suspendInstead")]}
      armed={weighed.armed}
      asks={<PreviewLines of={weighed} />}
      onConfirm={() => void remove()}
    >
      {t("removeManyAsks")}
    </Confirm>
  );
}
