"use client";

import { useTranslations } from "next-intl";
import { useRead } from "@/components/reading";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { editThreatModel } from "@/lib/actions/threat-models";
import { EnvironmentField } from "./environment-field";
import { type ModelLine, placesKey, readPlaces, staleByModels } from "./queries";

/** Attaches a threat model to an environment: whoever may draw or read there can, from then on. */
export function AttachModel({ open, onClose, model }: { open: boolean; onClose(): void; model: ModelLine }) {
  const t = useTranslations("threatModels");
  const ui = useTranslations("ui");
  const tell = useTell();
  const { id, name, environment } = model;
  const places = useRead(placesKey, readPlaces).data;
  const back = useAct(editThreatModel, { stale: staleByModels });
  const { run, pending, errors, why } = useAct(editThreatModel, {
    stale: staleByModels,
    done: (answer) => {
      const to = answer.model.environment;
      const undo = () => back.run({ id, changes: { environment: environment?.name ?? null } });
      tell(to ? t("attached", { name, environment: to }) : t("detached", { name }), t("atOnce"), { undo });
      onClose();
    },
  });
  return (
    <Panel open={open} onClose={onClose} title={t("attachTitle", { name })} says={t("attachSays")}>
      {places && (
        <Form
          errors={errors}
          why={why}
          onSubmit={(data) => {
            const chosen = String(data.get("environment") ?? "").trim();
            run({ id, changes: { environment: chosen || null } });
          }}
        >
          <EnvironmentField chosen={environment?.name ?? ""} />
          <div className="flex gap-2">
            <Button type="submit" look="primary" pending={pending}>
              {t("save")}
            </Button>
            <Button onClick={onClose}>{ui("cancel")}</Button>
          </div>
        </Form>
      )}
    </Panel>
  );
}
