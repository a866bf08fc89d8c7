"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { TextArea, TextField } from "@/components/ui/field";
import { Form, forgetDraft } from "@/components/ui/form";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { editThreatModel } from "@/lib/actions/threat-models";
import { type ModelLine, staleByModels } from "./queries";

/** Changes what a threat model is called, and what it says of itself. */
export function RenameModel({ open, onClose, model }: { open: boolean; onClose(): void; model: ModelLine }) {
  const t = useTranslations("threatModels");
  const ui = useTranslations("ui");
  const tell = useTell();
  const { id, name, description } = model;
  const draft = `threat-model-${id}`;
  const close = () => {
    forgetDraft(draft);
    onClose();
  };
  const back = useAct(editThreatModel, { stale: staleByModels });
  const { run, pending, errors, why } = useAct(editThreatModel, {
    stale: staleByModels,
    done: (answer) => {
      tell(t("renamed", { name: answer.model.name }), undefined, {
        undo: () => back.run({ id, changes: { name, description } }),
      });
      close();
    },
  });
  return (
    <Panel open={open} onClose={onClose} title={t("renameTitle", { name })} says={t("renameSays")}>
      <Form
        errors={errors}
        why={why}
        keep={draft}
        onSubmit={(data) => {
          const said = (field: string) => String(data.get(field) ?? "").trim();
          run({ id, changes: { name: said("name"), description: said("description") } });
        }}
      >
        <TextField label={t("name")} name="name" required maxLength={256} autoComplete="off" defaultValue={name} />
        <TextArea
          label={t("description")}
          name="description"
          hint={t("descriptionHint")}
          maxLength={2048}
          rows={3}
          defaultValue={description}
        />
        <div className="flex gap-2">
          <Button type="submit" look="primary" pending={pending}>
            {t("save")}
          </Button>
          <Button onClick={close}>{ui("cancel")}</Button>
        </div>
      </Form>
    </Panel>
  );
}
