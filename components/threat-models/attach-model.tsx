"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { PreviewLines } from "@/components/preview";
import { useRead } from "@/components/reading";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { usePreview, wrongIn } from "@/components/use-preview";
import { editThreatModel } from "@/lib/actions/threat-models";
import { EnvironmentField } from "./environment-field";
import { type ModelLine, placesKey, readPlaces, staleByModels } from "./queries";

/** Attaches a threat model to an environment: whoever may draw or read there can, from then on. */
export function AttachModel({ open, onClose, model }: { open: boolean; onClose(): void; model: ModelLine }) {
  const t = useTranslations("threatModels");
  const places = useRead(placesKey, readPlaces).data;
  return (
    <Panel open={open} onClose={onClose} title={t("attachTitle", { name: model.name })} says={t("attachSays")}>
      {open && places && <Fields model={model} onClose={onClose} />}
    </Panel>
  );
}

function Fields({ model: { id, name, environment }, onClose }: { model: ModelLine; onClose(): void }) {
  const t = useTranslations("threatModels");
  const ui = useTranslations("ui");
  const tell = useTell();
  const [was] = useState(environment?.name ?? "");
  const [chosen, setChosen] = useState(was);
  const to = chosen.trim();
  const input = { id, changes: { environment: to || null } };
  const isMoved = to !== was;
  const weighed = usePreview(isMoved ? [{ verb: "editThreatModel", input }] : null);
  const back = useAct(editThreatModel, { stale: staleByModels });
  const { run, pending, errors, why } = useAct(editThreatModel, {
    stale: staleByModels,
    done: ({ model: { environment: to } }) => {
      const undo = () => back.run({ id, changes: { environment: was || null } });
      tell(to ? t("attached", { name, environment: to }) : t("detached", { name }), t("atOnce"), { undo });
      onClose();
    },
  });
  return (
    <Form errors={errors} early={wrongIn(weighed)} why={why} onSubmit={() => weighed.armed && run(input)}>
      <EnvironmentField chosen={was} onChange={setChosen} />
      {isMoved && <PreviewLines of={weighed} beside={["environment"]} />}
      <div className="flex gap-2">
        <Button type="submit" look="primary" pending={pending} aria-disabled={!weighed.armed}>
          {t("save")}
        </Button>
        <Button onClick={onClose}>{ui("cancel")}</Button>
      </div>
    </Form>
  );
}
