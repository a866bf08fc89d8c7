"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { PreviewLines } from "@/components/preview";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Form, forgetDraft } from "@/components/ui/form";
import { useAct } from "@/components/use-act";
import { usePreview, wrongIn } from "@/components/use-preview";
import { useOf } from "@/components/words/acting";
import { dayOf, untilOf } from "@/components/words/end-day";
import { EndField } from "@/components/words/end-field";
import { editMember } from "@/lib/actions/members";
import { type Member, membersKey } from "./queries";

/** The owner's own word for somebody, and until when they are a member. */
export function LabelForm({ member, open, onClose }: { member: Member; open: boolean; onClose(): void }) {
  const t = useTranslations("members");
  const ui = useTranslations("ui");
  const of = useOf();
  const draft = `label-${member.id}`;
  const before = member.ends ? dayOf(member.ends) : "";
  const [day, setDay] = useState(before);
  const mayEnd = member.state !== "REJECTED" && member.state !== "LEFT";
  const close = () => {
    forgetDraft(draft);
    onClose();
  };
  const { run, pending, errors, why } = useAct(editMember, { stale: [membersKey], done: close });
  const until = day === before ? {} : { until: untilOf(day) };
  const weighed = usePreview(
    open && day !== before ? [{ verb: "editMember", input: { id: member.id, ...until, ...of } }] : null,
  );
  return (
    <Panel open={open} onClose={onClose} title={t("editMember")}>
      <Form
        errors={errors}
        why={why}
        keep={draft}
        onSubmit={(data) =>
          weighed.armed && run({ id: member.id, displayName: String(data.get("displayName")), ...until, ...of })
        }
      >
        <TextField
          label={t("label")}
          hint={t("labelSays", { email: member.email })}
          name="displayName"
          defaultValue={member.label}
          maxLength={255}
        />
        {mayEnd && (
          <EndField label={t("lastDay")} value={day} onChange={setDay} error={errors.until ?? wrongIn(weighed).until} />
        )}
        {day !== before && <PreviewLines of={weighed} beside={["until"]} />}
        <div className="flex gap-2">
          <Button type="submit" look="primary" pending={pending} aria-disabled={!weighed.armed}>
            {t("saveMember")}
          </Button>
          <Button onClick={close}>{ui("cancel")}</Button>
        </div>
      </Form>
    </Panel>
  );
}
