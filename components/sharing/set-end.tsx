"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { PreviewLines } from "@/components/preview";
import type { Key } from "@/components/reading";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { Problem } from "@/components/ui/field";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { usePreview, wrongIn } from "@/components/use-preview";
import { useOf } from "@/components/words/acting";
import { dayOf, untilOf } from "@/components/words/end-day";
import { EndField } from "@/components/words/end-field";
import { type Ending, saveEnd, stepOf } from "./extend";

type Props = { of: Ending; stale: readonly Key[]; onClose(): void };

/** Until when a membership, one thing of it, or a line of a threat model's own list is given. */
export function SetEnd({ open, ...props }: Props & { open: boolean }) {
  const t = useTranslations("sharing");
  const { kind, name } = props.of;
  const says = { member: t("memberEndSays"), share: t("shareEndSays"), line: t("lineEndSays") };
  return (
    <Panel open={open} onClose={props.onClose} title={t("endTitle", { name })} says={says[kind]}>
      {open && <Fields {...props} />}
    </Panel>
  );
}

function Fields({ of: ending, stale, onClose }: Props) {
  const t = useTranslations("sharing");
  const ui = useTranslations("ui");
  const tell = useTell();
  const of = useOf();
  const { name, ends } = ending;
  const was = ends ? dayOf(ends) : "";
  const [day, setDay] = useState(was);
  const weighed = usePreview(day === was ? null : [stepOf(ending, untilOf(day), of)]);
  const { run, pending, at, besides } = useAct((until: string) => saveEnd(ending, until, of), {
    stale,
    done: () => {
      tell(day === "" ? t("endTaken", { name }) : t("endSet", { name }));
      onClose();
    },
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (weighed.armed) run(untilOf(day));
      }}
    >
      <EndField label={t("lastDay")} value={day} onChange={setDay} error={at("until") ?? wrongIn(weighed).until} />
      {besides("until") && <Problem>{besides("until")}</Problem>}
      {day !== was && <PreviewLines of={weighed} beside={["until"]} />}
      <div className="flex gap-2">
        <Button type="submit" look="primary" pending={pending} aria-disabled={!weighed.armed}>
          {t("saveEnd")}
        </Button>
        <Button onClick={onClose}>{ui("cancel")}</Button>
      </div>
    </form>
  );
}
