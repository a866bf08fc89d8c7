"use client";

import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import type { DrawingLine } from "@/components/drawings/queries";
import { Download, Pencil, Trash2 } from "@/components/ui/icons";
import { Menu, MenuItem } from "@/components/ui/menu";
import { ask } from "./asks";
import type { ModelLine } from "./queries";
import { useDiagramRefusals } from "./use-may";

/** What can be done with one diagram. */
export function DrawingMenu({
  label,
  drawing,
  model,
  panel,
}: {
  label: string;
  drawing: DrawingLine;
  model: ModelLine;
  panel?: RefObject<HTMLElement | null> | undefined;
}) {
  const t = useTranslations("threatModels");
  const about = [model.id, drawing.id];
  const refused = useDiagramRefusals(model, drawing.id);
  return (
    <Menu label={label} container={panel}>
      <MenuItem onSelect={() => ask("export", ...about)}>
        <Download size={16} aria-hidden /> {t("exportDiagram")}
      </MenuItem>
      <MenuItem {...refused.rename} onSelect={() => ask("renameDiagram", ...about)}>
        <Pencil size={16} aria-hidden /> {t("renameDiagram")}
      </MenuItem>
      <MenuItem danger {...refused.delete} onSelect={() => ask("deleteDiagram", ...about)}>
        <Trash2 size={16} aria-hidden /> {t("deleteDiagram")}
      </MenuItem>
    </Menu>
  );
}
