"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { PreviewLines } from "@/components/preview";
import { useStale } from "@/components/reading";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { inTurn } from "@/components/ui/list/bulk";
import type { Verdict } from "@/components/ui/list/verdict";
import { usePreview } from "@/components/use-preview";
import { useOf } from "@/components/words/acting";
import { untilOf } from "@/components/words/end-day";
import { EndField } from "@/components/words/end-field";
import { setMemberEnd } from "@/lib/actions/members";
import { type Member, membersKey } from "./queries";

type Props = {
  open: boolean;
  onClose(): void;
  keys: readonly string[];
  rows: ReadonlyMap<string, Member>;
  onDone(verdicts: ReadonlyMap<string, Verdict>): void;
};

/** Gives several members the same end, or none. */
export function EndMany({ open, onClose, keys, ...rest }: Props) {
  const t = useTranslations("members");
  return (
    <Panel open={open} onClose={onClose} title={t("endManyTitle", { n: keys.length })} says={t("memberEndSays")}>
      {open && <Fields keys={keys} onClose={onClose} {...rest} />}
    </Panel>
  );
}

function Fields({ keys, rows, onDone, onClose }: Omit<Props, "open">) {
  const t = useTranslations("members");
  const ui = useTranslations("ui");
  const stale = useStale();
  const of = useOf();
  const [day, setDay] = useState("");
  const [done, setDone] = useState<number | null>(null);
  const weighed = usePreview(
    day === ""
      ? null
      : keys.map((key) => ({ verb: "setMemberEnd", input: { id: Number(key), until: untilOf(day), ...of } })),
    { each: true },
  );
  const save = async () => {
    if (!weighed.armed) return;
    setDone(0);
    const until = untilOf(day);
    const verdicts = await inTurn(
      keys,
      rows,
      async (key) => {
        const answer = await setMemberEnd({ id: Number(key), until, ...of });
        return answer.ok ? { ok: true, words: t("hasEnd") } : { ok: false, words: answer.message };
      },
      { onStep: setDone, fault: ui("verdictFault") },
    );
    await stale([membersKey]);
    onDone(verdicts);
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <EndField label={t("lastDay")} value={day} onChange={setDay} />
      {day !== "" && <PreviewLines of={weighed} />}
      <div className="flex items-center gap-2">
        <Button type="submit" look="primary" pending={done !== null} aria-disabled={!weighed.armed}>
          {t("saveEnd")}
        </Button>
        <Button onClick={onClose}>{ui("cancel")}</Button>
        <p role="status" className="text-table text-muted">
          {done !== null && ui("bulkRunning", { done, of: keys.length })}
        </p>
      </div>
    </form>
  );
}
