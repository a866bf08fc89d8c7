"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { useRead } from "@/components/reading";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/dialog";
import { Check, Problem } from "@/components/ui/field";
import { Segments } from "@/components/ui/segments";
import { Failed, Skeleton } from "@/components/ui/states";
import { useTell } from "@/components/ui/toast";
import { useNo } from "@/components/use-act";
import { resultOf } from "@/lib/actions/answer";
import { getDiagram } from "@/lib/actions/diagrams";
import type { Cell } from "@/lib/domain/diagram/cell";
import { pictureOf } from "@/lib/domain/diagram/picture";
import { make, ofDiagram, ofModel, type TextFormat } from "./formats";
import { handOver } from "./hand-over";
import { printPicture } from "./print-picture";
import { mostScale, pngOf } from "./raster";

type Named = { id: string; name: string; threatModelId: string };
type Props = { open: boolean; onClose(): void; diagram: Named };

/** Takes a diagram out as a file: always the whole of it. `cells` null: they are read first. */
export function ExportPanel({ open, onClose, diagram, cells }: Props & { cells: readonly Cell[] | null }) {
  const t = useTranslations("diagramExport");
  return (
    <Panel wide open={open} onClose={onClose} title={t("title", { name: diagram.name })} says={t("says")}>
      {cells ? <Choosing diagram={diagram} cells={cells} /> : <Reading diagram={diagram} />}
    </Panel>
  );
}

function Reading({ diagram }: { diagram: Named }) {
  const t = useTranslations("diagramExport");
  const noOf = useNo();
  const { id, threatModelId } = diagram;
  const read = useRead(["diagram", id], async () => (await resultOf(getDiagram({ threatModelId, id }))).diagram.cells);
  if (read.data) return <Choosing diagram={diagram} cells={read.data as Cell[]} />;
  if (read.error)
    return <Failed what={t("what")} reason={noOf(read.error)?.message} onRetry={() => void read.refetch()} />;
  return <Skeleton what={t("what")} rows={4} />;
}

const PICTURES = ["svg", "png", "pdf"] as const;
type Picture = (typeof PICTURES)[number];
type Format = Picture | TextFormat;
const isPictureFormat = (format: Format): format is Picture => PICTURES.some((one) => one === format);

const WORDS = {
  svg: ["svg", "svgSays"],
  png: ["png", "pngSays"],
  pdf: ["pdf", "pdfSays"],
  json: ["json", "jsonSays"],
  mermaid: ["mermaid", "mermaidSays"],
  "threat-dragon": ["threatDragon", "threatDragonSays"],
  otm: ["otm", "otmSays"],
  "otm-yaml": ["otmYaml", "otmYamlSays"],
  "tm-bom": ["tmBom", "tmBomSays"],
} as const satisfies Record<Format, readonly [string, string]>;

const SCALES = ["1", "2", "4"] as const;
type Scale = (typeof SCALES)[number];
type Look = "light" | "dark";

function Choosing({ diagram, cells }: { diagram: Named; cells: readonly Cell[] }) {
  const t = useTranslations("diagramExport");
  const tell = useTell();
  const [format, setFormat] = useState<Format>("svg");
  const [look, setLook] = useState<Look>("light");
  const [transparent, setTransparent] = useState(false);
  const [scale, setScale] = useState<Scale>("2");
  const noOf = useNo();
  const [state, setState] = useState<{ pending: boolean; failed: string | null }>({ pending: false, failed: null });
  const isPicture = isPictureFormat(format);
  const picture = useMemo(
    () => pictureOf(cells, { look, transparent, title: diagram.name }),
    [cells, look, transparent, diagram.name],
  );
  const most = mostScale(picture);
  const points = Math.min(Number(scale), most);
  const choice = (value: Format) => ({ value, word: t(WORDS[value][0]) });

  const take = async () => {
    setState({ pending: true, failed: null });
    try {
      if (format === "pdf") await printPicture(picture, diagram.name);
      else if (format === "png") handOver(`${diagram.name}.png`, await pngOf(picture, points));
      else if (format === "svg") handOver(`${diagram.name}.svg`, new Blob([picture.svg], { type: "image/svg+xml" }));
      else {
        const made = await make(format, { ...diagram, cells });
        handOver(made.name, new Blob([made.text], { type: made.type }));
      }
      setState({ pending: false, failed: null });
      if (format !== "pdf") tell(t("done", { name: diagram.name }));
    } catch (error) {
      setState({ pending: false, failed: (isPicture ? null : noOf(error)?.message) ?? t("failed") });
    }
  };

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void take();
      }}
    >
      <Segments<Format>
        visible
        label={t("ofDiagram")}
        value={format}
        choices={[...PICTURES, ...ofDiagram].map(choice)}
        onChoose={(to) => setFormat(to)}
      />
      <Segments<Format>
        visible
        label={t("ofModel")}
        value={format}
        choices={ofModel.map(choice)}
        onChoose={(to) => setFormat(to)}
      />
      <p aria-live="polite" className="text-label text-muted">
        {t(WORDS[format][1])}
      </p>
      {isPicture && (
        <>
          <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
            <Segments
              visible
              label={t("look")}
              value={look}
              choices={[
                { value: "light", word: t("light") },
                { value: "dark", word: t("dark") },
              ]}
              onChoose={(to) => setLook(to)}
            />
            {format === "png" && (
              <Segments
                visible
                label={t("size")}
                value={scale}
                choices={SCALES.map((value) => ({ value, word: t("times", { n: Number(value) }) }))}
                onChoose={(to) => setScale(to)}
              />
            )}
          </div>
          <Check checked={transparent} onChange={(event) => setTransparent(event.target.checked)}>
            {t("transparent")}
          </Check>
          <figure className="m-0">
            <Preview svg={picture.svg} />
            <figcaption className="pt-1 text-label text-muted">
              {t("measures", {
                width: Math.round(picture.width * (format === "png" ? points : 1)),
                height: Math.round(picture.height * (format === "png" ? points : 1)),
              })}
              {format === "png" && points < Number(scale) && ` ${t("tooLarge")}`}
            </figcaption>
          </figure>
        </>
      )}
      {state.failed && <Problem>{state.failed}</Problem>}
      <div>
        <Button type="submit" look="primary" pending={state.pending}>
          {format === "pdf" ? t("print") : t("take")}
        </Button>
      </div>
    </form>
  );
}

/** What the file will look like; squares show where nothing is. */
function Preview({ svg }: { svg: string }) {
  const url = useMemo(() => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`, [svg]);
  return (
    <span className="flex max-h-80 items-center justify-center overflow-hidden rounded-md border border-line bg-[repeating-conic-gradient(var(--line)_0_25%,var(--raised)_0_50%)] bg-size-[16px_16px]">
      {/* biome-ignore lint/performance/noImgElement: it was just drawn */}
      <img src={url} alt="" className="max-h-80 max-w-full object-contain" />
    </span>
  );
}
