"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Hint } from "@/components/ui/hint";
import { Ban, Eye } from "@/components/ui/icons";
import { Link } from "@/components/ui/link";
import { Moment } from "@/components/words/day";
import { Here } from "./here";
import type { DrawingLine } from "./queries";

type Shown = { drawing: DrawingLine; readOnly?: boolean; of?: string; menu?: ReactNode };

/** Diagrams side by side as pictures that keep up with what is drawn. `after` stands behind the last. */
export function Tiles({
  label,
  tiles,
  after,
}: {
  label: string;
  tiles: readonly (Shown & { key: string })[];
  after?: ReactNode;
}) {
  return (
    <ul
      aria-label={label}
      className="grid grid-cols-[repeat(auto-fill,minmax(min(208px,100%),1fr))] gap-x-4 gap-y-5 max-sm:grid-cols-2 max-sm:gap-x-3"
    >
      {tiles.map(({ key, ...tile }) => (
        <Tile key={key} {...tile} />
      ))}
      {after && <li className="min-w-0">{after}</li>}
    </ul>
  );
}

/** One diagram: a press opens it, or its place says why not. `of`: the threat model it belongs to, where that is not said around it. */
function Tile({ drawing, readOnly = false, of, menu }: Shown) {
  const t = useTranslations("drawings");
  const { id, name, here, shut, drawnAt } = drawing;
  const inside = (
    <>
      <Picture drawing={drawing} />
      <span className="mt-1.5 block font-medium break-words group-hover:underline">{name}</span>
    </>
  );
  return (
    <li className="min-w-0 text-table" data-drawing={id}>
      {shut === "removed" ? (
        <Hint text={t("removedWhy")}>
          {/* biome-ignore lint/a11y/useValidAnchor: it leads nowhere, and says why */}
          <a role="link" aria-disabled tabIndex={0} className="block rounded-md opacity-70">
            {inside}
          </a>
        </Hint>
      ) : (
        <Link href={`/diagrams/${id}`} className="group block rounded-md">
          {inside}
        </Link>
      )}
      <div className="flex min-h-8 items-center gap-2">
        <div className="min-w-0 flex-1 text-label text-muted">
          {of && <p className="break-words">{of}</p>}
          {shut ? (
            <p className="flex items-start gap-1 text-deny">
              <Ban size={12} aria-hidden className="mt-0.5 flex-none" /> {shut === "removed" ? t("removed") : t("full")}
            </p>
          ) : here.length > 0 ? (
            <Here people={here} />
          ) : (
            <p>
              <Moment at={drawnAt} />
            </p>
          )}
          {readOnly && (
            <p className="flex items-center gap-1">
              <Eye size={12} aria-hidden /> {t("readOnly")}
            </p>
          )}
        </div>
        {menu}
      </div>
    </li>
  );
}

/** What was drawn so far; its name stands below. */
function Picture({ drawing: { id, seq } }: { drawing: DrawingLine }) {
  const t = useTranslations("drawings");
  return (
    <span className="flex aspect-[8/5] items-center justify-center overflow-hidden rounded-md border border-line bg-paper group-hover:border-edge">
      {seq === 0 ? (
        <span className="px-3 text-center text-label text-muted">{t("nothingDrawn")}</span>
      ) : (
        // biome-ignore lint/performance/noImgElement: it is drawn here, in the size it has
        <img
          src={`/diagrams/${id}/picture?${seq}`}
          alt=""
          loading="lazy"
          decoding="async"
          className="size-full object-contain"
        />
      )}
    </span>
  );
}
