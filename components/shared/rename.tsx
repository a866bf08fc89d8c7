"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Form, forgetDraft } from "@/components/ui/form";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { editCollaboration } from "@/lib/actions/collaborations";
import type { SharedWithMe } from "@/lib/actions/pages";
import { sharedKey } from "./queries";

/** Calls a collaboration one's own way. */
export function Rename({ of, open, onClose }: { of: SharedWithMe; open: boolean; onClose(): void }) {
  const t = useTranslations("shared");
  return (
    <Panel open={open} onClose={onClose} title={t("renameTitle")} says={t("renameSays", { owner: of.owner })}>
      <RenameForm of={of} onDone={onClose} />
    </Panel>
  );
}

function RenameForm({ of, onDone }: { of: SharedWithMe; onDone(): void }) {
  const t = useTranslations("shared");
  const tell = useTell();
  const draft = `shared-${of.id}`;
  const close = () => {
    forgetDraft(draft);
    onDone();
  };
  const back = useAct(editCollaboration, { stale: [sharedKey] });
  const { run, pending, errors, why } = useAct(editCollaboration, {
    stale: [sharedKey],
    done: (_, { displayName }) => {
      const name = displayName || of.team || of.owner;
      tell(t("renamed", { name }), undefined, { undo: () => back.run({ id: of.id, displayName: of.label }) });
      close();
    },
  });
  return (
    <Form
      errors={errors}
      why={why}
      keep={draft}
      onSubmit={(form) => run({ id: of.id, displayName: String(form.get("displayName") ?? "").trim() })}
    >
      <TextField
        label={t("name")}
        name="displayName"
        maxLength={255}
        autoComplete="off"
        defaultValue={of.label}
        placeholder={of.team || of.owner}
        hint={t("nameHint")}
      />
      <div className="flex gap-2">
        <Button type="submit" look="primary" pending={pending}>
          {t("saveName")}
        </Button>
        <Button onClick={close}>{t("cancel")}</Button>
      </div>
    </Form>
  );
}
