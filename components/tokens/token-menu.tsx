"use client";

import { useTranslations } from "next-intl";
import { openInAddress } from "@/components/ui/address";
import { Pencil, Trash2 } from "@/components/ui/icons";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { Token } from "./queries";

/** What can be done with one key. */
export function TokenMenu({ label, token, onRevoke }: { label: string; token: Token; onRevoke(): void }) {
  const t = useTranslations("tokens");
  return (
    <Menu label={label}>
      <MenuItem onSelect={() => openInAddress("token", String(token.id))}>
        <Pencil size={16} aria-hidden /> {t("edit")}
      </MenuItem>
      <MenuItem danger onSelect={onRevoke}>
        <Trash2 size={16} aria-hidden /> {t("revoke")}
      </MenuItem>
    </Menu>
  );
}
