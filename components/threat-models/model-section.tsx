"use client";

import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { Tiles } from "@/components/drawings/tiles";
import { Plus } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Opens } from "@/components/ui/list/opens";
import { menuLater } from "@/components/ui/menu";
import { End } from "@/components/words/end";
import { Resource } from "@/components/words/resource";
import { ask } from "./asks";
import type { ModelLine } from "./queries";

const ModelMenu = menuLater(async () => (await import("./model-menu")).ModelMenu);
const DrawingMenu = menuLater(async () => (await import("./drawing-menu")).DrawingMenu);

/** One threat model: what it is attached to, who can open it, and its diagrams. */
export function ModelSection({ model }: { model: ModelLine }) {
  const t = useTranslations("threatModels");
  const { id, name, description } = model;
  return (
    <section aria-labelledby={`model-${id}`} className="mb-10 border-t border-line pt-4">
      <div className="mb-3 flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h2 id={`model-${id}`} className="text-why font-semibold break-words">
            <Opens to={["model", id]} tab={0}>
              <span className="group-hover:underline">{name}</span>
            </Opens>
          </h2>
          <ModelFacts model={model} />
          {description && (
            <p className="mt-1 line-clamp-2 max-w-prose text-table text-muted">
              <bdi>{description}</bdi>
            </p>
          )}
        </div>
        <ModelMenu label={t("actionsFor", { name })} model={model} />
      </div>
      <ModelTiles model={model} />
    </section>
  );
}

/** In one line: where it belongs, whose it is, what the reader may do, who can open it. */
function ModelFacts({ model: { environment, own, owner, role, ends, listed, everyone } }: { model: ModelLine }) {
  const t = useTranslations("threatModels");
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-table text-muted">
      {environment && (
        <Link
          href={`/${own ? "environments" : "shared"}?thing=ENV:${environment.appid}`}
          className="inline-flex min-h-6 items-center rounded-md text-ink hover:underline"
        >
          <Resource item={{ type: "ENV", resourceId: environment.appid, name: environment.name }} kind={false} />
        </Link>
      )}
      {!own && <span>{t("of", { name: owner.name || owner.email })}</span>}
      {role === "reader" && <span>{t("youRead")}</span>}
      {role === "writer" && <span>{t("youDraw")}</span>}
      {ends && <End at={ends} />}
      {everyone ? <span>{t("openToAll")}</span> : listed > 0 && <span>{t("openTo", { n: listed })}</span>}
      {listed === 0 && !environment && <span>{t("onlyYou")}</span>}
    </p>
  );
}

/** Its diagrams, and a place for another where the reader may draw one. */
export function ModelTiles({ model, panel }: { model: ModelLine; panel?: RefObject<HTMLElement | null> }) {
  const t = useTranslations("threatModels");
  const drawings = useTranslations("drawings");
  const { id, name, role, diagrams } = model;
  const mayDraw = role !== "reader";
  if (diagrams.length === 0 && !mayDraw) return <p className="text-table text-muted">{t("noDiagrams")}</p>;
  return (
    <Tiles
      label={t("diagramsOf", { name })}
      tiles={diagrams.map((drawing) => ({
        key: drawing.id,
        drawing,
        readOnly: !mayDraw,
        menu: (
          <DrawingMenu
            label={drawings("actionsFor", { name: drawing.name })}
            drawing={drawing}
            model={model}
            panel={panel}
          />
        ),
      }))}
      after={
        mayDraw && (
          <button
            type="button"
            aria-label={t("newDiagramIn", { name })}
            onClick={() => ask("diagram", id)}
            className="flex aspect-[8/5] w-full flex-col items-center justify-center gap-1 rounded-md border border-dashed border-edge text-table text-muted hover:bg-sunken hover:text-ink"
          >
            <Plus size={20} aria-hidden />
            {t("newDiagram")}
          </button>
        )
      }
    />
  );
}
