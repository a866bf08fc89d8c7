"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { Download } from "@/components/ui/icons";
import { later } from "@/components/ui/later";
import type { Cell } from "@/lib/domain/diagram/cell";

const ExportPanel = later(async () => (await import("./export-panel")).ExportPanel);

/** Takes the diagram that is open out as a file. `read`: its cells as they are now, from the lowest to the highest. */
export function ExportButton({
  diagram,
  read,
}: {
  diagram: { id: string; name: string; threatModelId: string };
  read(): readonly Cell[];
}) {
  const t = useTranslations("diagramExport");
  const [cells, setCells] = useState<readonly Cell[] | null>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        className={buttonClass("quiet", "max-sm:w-10 max-sm:px-0!")}
        onClick={() => {
          setCells(read());
          setOpen(true);
        }}
      >
        <Download size={16} aria-hidden />
        <span className="max-sm:sr-only">{t("take")}</span>
      </button>
      <ExportPanel open={open} onClose={() => setOpen(false)} diagram={diagram} cells={cells} />
    </>
  );
}
