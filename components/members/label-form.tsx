"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Form, forgetDraft } from "@/components/ui/form";
import { useAct } from "@/components/use-act";
import { useOf } from "@/components/words/acting";
import { editMember } from "@/lib/actions/members";
import { type Member, membersKey } from "./queries";

/** The owner's own word for somebody. */
export function LabelForm({ member, open, onClose }: { member: Member; open: boolean; onClose(): void }) {
  const t = useTranslations("members");
  const ui = useTranslations("ui");
  const of = useOf();
  const draft = `label-${member.id}`;
  const close = () => {
    forgetDraft(draft);
    onClose();
  };
  const { run, pending, errors, why } = useAct(editMember, { stale: [membersKey], done: close });
  return (
    <Panel open={open} onClose={onClose} title={t("editLabel")} says={t("labelSays", { email: member.email })}>
      <Form
        errors={errors}
        why={why}
        keep={draft}
        onSubmit={(data) => run({ id: member.id, displayName: String(data.get("displayName")), ...of })}
      >
        <TextField label={t("label")} name="displayName" defaultValue={member.label} maxLength={255} />
        <div className="flex gap-2">
          <Button type="submit" look="primary" pending={pending}>
            {t("saveLabel")}
          </Button>
          <Button onClick={close}>{ui("cancel")}</Button>
        </div>
      </Form>
    </Panel>
  );
}
