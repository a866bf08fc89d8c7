"use client";

import { useTranslations } from "next-intl";
import { useRead, useStale } from "@/components/reading";
import { openInAddress, setAddress, useAddress } from "@/components/ui/address";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { TextArea, TextField } from "@/components/ui/field";
import { Form, forgetDraft } from "@/components/ui/form";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { createThreatModel, deleteThreatModel } from "@/lib/actions/threat-models";
import { EnvironmentField } from "./environment-field";
import { placesKey, readPlaces, staleByModels } from "./queries";

const DRAFT = "threat-model";

/** Makes a threat model, for an environment or on its own. `?on=` in the address names the environment it was asked for from. */
export function MakeModel({ open, onClose }: { open: boolean; onClose(): void }) {
  const t = useTranslations("threatModels");
  const ui = useTranslations("ui");
  const tell = useTell();
  const stale = useStale();
  const on = useAddress().get("on");
  const places = useRead(placesKey, readPlaces).data;
  const chosen = places?.find(({ appid }) => appid === on)?.name ?? "";
  const close = () => {
    forgetDraft(DRAFT);
    onClose();
  };
  const unmake = useAct(deleteThreatModel, {
    stale: [],
    done: (_, { id }) => {
      if (new URLSearchParams(window.location.search).get("model") === id) setAddress({ model: null, ask: null });
      void stale(staleByModels);
    },
  });
  const { run, pending, errors, why } = useAct(createThreatModel, {
    stale: staleByModels,
    done: ({ model }) => {
      forgetDraft(DRAFT);
      tell(t("made", { name: model.name }), t("madeSays"), { undo: () => unmake.run({ id: model.id }) });
      // The new one opens in the place of the form: there its first diagram is made.
      setAddress({ ask: null, on: null });
      openInAddress("model", model.id);
    },
  });
  return (
    <Panel open={open} onClose={onClose} title={t("make")} says={t("makeSays")}>
      {(on === null || places) && (
        <Form
          errors={errors}
          why={why}
          keep={DRAFT}
          onSubmit={(data) => {
            const said = (name: string) => String(data.get(name) ?? "").trim();
            const environment = said("environment");
            run({ name: said("name"), description: said("description"), ...(environment ? { environment } : {}) });
          }}
        >
          <TextField label={t("name")} name="name" required maxLength={256} autoComplete="off" />
          <TextArea label={t("description")} name="description" hint={t("descriptionHint")} maxLength={2048} rows={3} />
          <EnvironmentField chosen={chosen} />
          <div className="flex gap-2">
            <Button type="submit" look="primary" pending={pending}>
              {t("make")}
            </Button>
            <Button onClick={close}>{ui("cancel")}</Button>
          </div>
        </Form>
      )}
    </Panel>
  );
}
