"use client";

import { useTranslations } from "next-intl";
import { type RefObject, useRef, useState } from "react";
import { NowIn } from "@/components/drawings/now-in";
import { RegisterLink } from "@/components/threats/register-link";
import { closeInAddress } from "@/components/ui/address";
import { Deeds } from "@/components/ui/deeds";
import { Panel } from "@/components/ui/dialog";
import { Plus, UserPlus } from "@/components/ui/icons";
import { Section } from "@/components/ui/page";
import { Refusable } from "@/components/ui/refusable";
import { Failed, Skeleton } from "@/components/ui/states";
import { useNo } from "@/components/use-act";
import { Day } from "@/components/words/day";
import { type Ask, ask } from "./asks";
import { ModelForms } from "./model-forms";
import { ModelMenu } from "./model-menu";
import { ModelPeople } from "./model-people";
import { ModelTiles } from "./model-section";
import type { ModelLine } from "./queries";
import { useModelRefusals } from "./use-may";
import { useModel } from "./use-model";

/** One threat model: who can open it and through what, and its diagrams. */
export function ModelPanel({ open, id, asked }: { open: boolean; id: string | null; asked: Ask | null }) {
  // What is closed keeps its words until it is gone.
  const [last, setLast] = useState(id);
  if (id && id !== last) setLast(id);
  const shown = id ?? last;
  return shown ? <Opened key={shown} open={open} id={shown} asked={asked} /> : null;
}

function Opened({ open, id, asked }: { open: boolean; id: string; asked: Ask | null }) {
  const t = useTranslations("threatModels");
  const noOf = useNo();
  const actions = useRef<HTMLDivElement>(null);
  const { data: model, error, refetch } = useModel(id);
  const no = noOf(error);
  const isGone = model === null || no?.code === "invalid";
  return (
    <Panel
      wide
      open={open}
      onClose={() => closeInAddress("model")}
      title={isGone ? t("goneTitle") : (model?.name ?? t("whatOne"))}
      says={isGone ? t("goneSays") : model?.description ? <bdi>{model.description}</bdi> : undefined}
    >
      {model === undefined && !error && <Skeleton what={t("whatOne")} rows={3} />}
      {error && !isGone && <Failed what={t("whatOne")} reason={no?.message} onRetry={() => void refetch()} />}
      {model && (
        <div ref={actions}>
          <div className="mb-6">
            <ModelDeeds model={model} panel={actions} />
          </div>
          <Section title={t("diagrams", { n: model.diagrams.length })}>
            <div className="pt-1">
              <ModelTiles model={model} panel={actions} />
            </div>
          </Section>
          <p className="mb-8 text-table">
            <RegisterLink model={id} />
          </p>
          {model.diagrams.length > 0 && <NowIn drawings={model.diagrams} />}
          <ModelPeople model={model} />
          <p className="text-label text-muted">{t.rich("changed", { day: () => <Day at={model.changedAt} /> })}</p>
        </div>
      )}
      <ModelForms open={open && asked !== null} asked={asked} />
    </Panel>
  );
}

function ModelDeeds({ model, panel }: { model: ModelLine; panel: RefObject<HTMLElement | null> }) {
  const t = useTranslations("threatModels");
  const { draw, share } = useModelRefusals(model);
  return (
    <Deeds menu={<ModelMenu panel={panel} label={t("actionsFor", { name: model.name })} model={model} />}>
      <Refusable look="primary" refused={draw.refused} why={draw.why} onClick={() => ask("diagram", model.id)}>
        <Plus size={16} aria-hidden /> {t("newDiagram")}
      </Refusable>
      <Refusable refused={share.refused} why={share.why} onClick={() => ask("share", model.id)}>
        <UserPlus size={16} aria-hidden /> {t("share")}
      </Refusable>
    </Deeds>
  );
}
