"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { DrawingLine } from "@/components/drawings/queries";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Form, forgetDraft } from "@/components/ui/form";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { createDiagram, editDiagram } from "@/lib/actions/diagrams";
import { type ModelLine, staleByModels } from "./queries";

/** Makes a diagram and leads to it, or renames one. `drawing` null: a new one. */
export function NameDiagram({
  open,
  onClose,
  model,
  drawing,
}: {
  open: boolean;
  onClose(): void;
  model: ModelLine;
  drawing: DrawingLine | null;
}) {
  const t = useTranslations("threatModels");
  const ui = useTranslations("ui");
  const tell = useTell();
  const router = useRouter();
  const threatModelId = model.id;
  const draft = `diagram-${drawing?.id ?? threatModelId}`;
  const close = () => {
    forgetDraft(draft);
    onClose();
  };
  const rename = (name: string) => editDiagram({ threatModelId, id: drawing!.id, changes: { name } });
  const back = useAct(rename, { stale: staleByModels });
  const { run, pending, errors, why } = useAct(
    (name: string) => (drawing ? rename(name) : createDiagram({ threatModelId, name })),
    {
      stale: staleByModels,
      done: ({ diagram }) => {
        forgetDraft(draft);
        if (!drawing) return router.push(`/diagrams/${diagram.id}`);
        tell(t("diagramRenamed", { name: diagram.name }), undefined, { undo: () => back.run(drawing.name) });
        onClose();
      },
    },
  );
  return (
    <Panel
      open={open}
      onClose={onClose}
      title={drawing ? t("renameTitle", { name: drawing.name }) : t("newDiagramIn", { name: model.name })}
      says={drawing ? undefined : t("newDiagramSays")}
    >
      <Form errors={errors} why={why} keep={draft} onSubmit={(data) => run(String(data.get("name") ?? "").trim())}>
        <TextField
          label={t("name")}
          name="name"
          required
          maxLength={256}
          autoComplete="off"
          defaultValue={drawing?.name}
          hint={drawing ? undefined : t("diagramHint")}
        />
        <div className="flex gap-2">
          <Button type="submit" look="primary" pending={pending}>
            {t(drawing ? "save" : "makeDiagram")}
          </Button>
          <Button onClick={close}>{ui("cancel")}</Button>
        </div>
      </Form>
    </Panel>
  );
}
