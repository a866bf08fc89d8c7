"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { DrawingLine } from "@/components/drawings/queries";
import { PreviewLines } from "@/components/preview";
import { useStale } from "@/components/reading";
import { setAddress } from "@/components/ui/address";
import { Confirm } from "@/components/ui/dialog";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { usePreview } from "@/components/use-preview";
import { deleteDiagram } from "@/lib/actions/diagrams";
import { deleteThreatModel } from "@/lib/actions/threat-models";
import { type ModelLine, staleByModels } from "./queries";

const MOST = 5;

/** Asks before a threat model goes, and says what goes with it and who loses it. */
export function DeleteModel({ open, onClose, model }: { open: boolean; onClose(): void; model: ModelLine }) {
  const t = useTranslations("threatModels");
  const format = useFormatter();
  const tell = useTell();
  const stale = useStale();
  const { id, name, diagrams, listed, everyone, environment } = model;
  const weighed = usePreview(open ? [{ verb: "deleteThreatModel", input: { id } }] : null);
  const { run, pending, no } = useAct(deleteThreatModel, {
    stale: [],
    done: () => {
      tell(t("deleted", { name }));
      setAddress({ model: null, ask: null });
      void stale(staleByModels);
    },
  });
  const names = diagrams.slice(0, MOST).map((one) => one.name);
  const isShared = listed > 0 || everyone || environment !== null;
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={t("deleteTitle", { name })}
      act={t("delete")}
      pending={pending}
      problem={no?.message}
      why={no?.why}
      consequences={[
        ...(diagrams.length > 0
          ? [t("deleteDiagrams", { n: diagrams.length, names: format.list(names, { type: "conjunction" }) })]
          : []),
        ...(environment ? [t("deleteEnvironment", { name: environment.name })] : []),
      ]}
      armed={weighed.armed}
      asks={<PreviewLines of={weighed} />}
      name={isShared && diagrams.length > 0 ? name : undefined}
      onConfirm={() => run({ id })}
    >
      <p>{t("deleteSays")}</p>
    </Confirm>
  );
}

/** Asks before a diagram goes. */
export function DeleteDiagram({
  open,
  onClose,
  model,
  drawing,
}: {
  open: boolean;
  onClose(): void;
  model: ModelLine;
  drawing: DrawingLine;
}) {
  const t = useTranslations("threatModels");
  const tell = useTell();
  const stale = useStale();
  const { name } = drawing;
  const { run, pending, no } = useAct(deleteDiagram, {
    stale: [],
    done: () => {
      tell(t("deleted", { name }));
      setAddress({ ask: null });
      void stale(staleByModels);
    },
  });
  const isShared = model.listed > 0 || model.environment !== null;
  const input = { threatModelId: model.id, id: drawing.id };
  const weighed = usePreview(open ? [{ verb: "deleteDiagram", input }] : null);
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={t("deleteTitle", { name })}
      act={t("deleteDiagram")}
      pending={pending}
      problem={no?.message}
      why={no?.why}
      consequences={isShared ? [t("deleteDiagramLose", { model: model.name })] : []}
      armed={weighed.armed}
      asks={<PreviewLines of={weighed} />}
      name={isShared && drawing.seq > 0 ? name : undefined}
      onConfirm={() => run(input)}
    >
      <p>{t("deleteDiagramSays")}</p>
    </Confirm>
  );
}
