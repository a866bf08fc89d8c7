"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { NowIn } from "@/components/drawings/now-in";
import { buttonClass } from "@/components/ui/button";
import { Deeds } from "@/components/ui/deeds";
import { Panel } from "@/components/ui/dialog";
import { CircleHelp, UserPlus } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Refusable } from "@/components/ui/refusable";
import { Failed, Skeleton } from "@/components/ui/states";
import { useNo } from "@/components/use-act";
import { ModelPeople } from "./model-people";
import type { ModelLine, ModelRole } from "./queries";
import { ShareModel } from "./share-model";
import { useModelRefusals } from "./use-may";
import { useModel } from "./use-model";

type Props = { open: boolean; onClose(): void; model: string; diagram: string };

/** Who is in a diagram now, who can open it, how and until when; and opening it to more people. */
export function DiagramSharing({ open, onClose, model: id, diagram }: Props) {
  const t = useTranslations("threatModels");
  const panels = useTranslations("panels");
  const noOf = useNo();
  const [sharing, setSharing] = useState(false);
  const { data: model, error, refetch } = useModel(id);
  const drawing = model?.diagrams.find((one) => one.id === diagram);
  return (
    <>
      <Panel
        wide
        open={open}
        onClose={onClose}
        title={panels("whoCanOpen")}
        says={drawing && <bdi>{drawing.name}</bdi>}
      >
        {model === undefined && !error && <Skeleton what={t("whatOne")} rows={3} />}
        {error && <Failed what={t("whatOne")} reason={noOf(error)?.message} onRetry={() => void refetch()} />}
        {model && drawing && (
          <>
            <div className="mb-6">
              <Deeds menu={null}>
                <Share model={model} onClick={() => setSharing(true)} />
                <Link href={askedOf(model.role, diagram)} className={buttonClass()}>
                  <CircleHelp size={16} aria-hidden /> {t(model.role === "owner" ? "whoMay" : "whatIMay")}
                </Link>
              </Deeds>
            </div>
            <NowIn drawings={[drawing]} />
            <ModelPeople model={model} />
          </>
        )}
      </Panel>
      {model && <ShareModel open={sharing} onClose={() => setSharing(false)} model={model} />}
    </>
  );
}

function Share({ model, onClick }: { model: ModelLine; onClick(): void }) {
  const t = useTranslations("threatModels");
  const { refused, why } = useModelRefusals(model).share;
  return (
    <Refusable look="primary" refused={refused} why={why} onClick={onClick}>
      <UserPlus size={16} aria-hidden /> {t("share")}
    </Refusable>
  );
}

/** Whoever owns it asks who may; everybody else whether they may draw themselves. */
const askedOf = (role: ModelRole, diagram: string): string =>
  role === "owner"
    ? `/access?diagram=${diagram}`
    : `/access?member=me&method=threatmodel.diagram.EditDiagram&diagram=${diagram}`;
