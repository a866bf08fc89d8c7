"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Ending } from "@/components/sharing/extend";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { Problem } from "@/components/ui/field";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { useOf } from "@/components/words/acting";
import { dayOf, untilOf } from "@/components/words/end-day";
import { EndField } from "@/components/words/end-field";
import { setMemberEnd } from "@/lib/actions/members";
import { setShareEnd } from "@/lib/actions/resources";
import { membersKey } from "./queries";

/** Until when a membership, or one thing of it, is given. */
export function SetEnd({ open, onClose, of }: { open: boolean; onClose(): void; of: Ending }) {
  const t = useTranslations("members");
  const says = of.kind === "member" ? t("memberEndSays") : t("shareEndSays");
  return (
    <Panel open={open} onClose={onClose} title={t("endTitle", { name: of.name })} says={says}>
      {open && <Fields of={of} onClose={onClose} />}
    </Panel>
  );
}

function Fields({ of: { kind, id, name, ends }, onClose }: { of: Ending; onClose(): void }) {
  const t = useTranslations("members");
  const ui = useTranslations("ui");
  const tell = useTell();
  const of = useOf();
  const [day, setDay] = useState(ends ? dayOf(ends) : "");
  const act = kind === "member" ? setMemberEnd : setShareEnd;
  const { run, pending, at, besides } = useAct(act, {
    stale: [membersKey],
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
        run({ id, until: untilOf(day), ...of });
      }}
    >
      <EndField label={t("lastDay")} value={day} onChange={setDay} error={at("until")} />
      {besides("until") && <Problem>{besides("until")}</Problem>}
      <div className="flex gap-2">
        <Button type="submit" look="primary" pending={pending}>
          {t("saveEnd")}
        </Button>
        <Button onClick={onClose}>{ui("cancel")}</Button>
      </div>
    </form>
  );
}
