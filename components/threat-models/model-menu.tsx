"use client";

import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { Link2, LogOut, Pencil, Plus, Trash2, UserPlus } from "@/components/ui/icons";
import { Menu, MenuItem } from "@/components/ui/menu";
import { ask } from "./asks";
import type { ModelLine } from "./queries";
import { useModelRefusals } from "./use-may";

/** What can be done with one threat model; what is not the reader's to do says so. */
export function ModelMenu({
  label,
  model,
  panel,
}: {
  label: string;
  model: ModelLine;
  panel?: RefObject<HTMLElement | null>;
}) {
  const t = useTranslations("threatModels");
  const { id, own } = model;
  const refused = useModelRefusals(model);
  return (
    <Menu label={label} container={panel}>
      <MenuItem {...refused.draw} onSelect={() => ask("diagram", id)}>
        <Plus size={16} aria-hidden /> {t("newDiagram")}
      </MenuItem>
      <MenuItem {...refused.share} onSelect={() => ask("share", id)}>
        <UserPlus size={16} aria-hidden /> {t("share")}
      </MenuItem>
      <MenuItem {...refused.attach} onSelect={() => ask("attach", id)}>
        <Link2 size={16} aria-hidden /> {t("attach")}
      </MenuItem>
      <MenuItem {...refused.rename} onSelect={() => ask("rename", id)}>
        <Pencil size={16} aria-hidden /> {t("rename")}
      </MenuItem>
      {!own && (
        <MenuItem danger {...refused.leave} onSelect={() => ask("leave", id)}>
          <LogOut size={16} aria-hidden className="rtl:-scale-x-100" /> {t("leave")}
        </MenuItem>
      )}
      <MenuItem danger {...refused.delete} onSelect={() => ask("delete", id)}>
        <Trash2 size={16} aria-hidden /> {t("delete")}
      </MenuItem>
    </Menu>
  );
}
