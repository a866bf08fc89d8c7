"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { openInAddress } from "@/components/ui/address";
import { CircleHelp, Pencil, Trash2 } from "@/components/ui/icons";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { Token } from "./queries";

/** What can be done with one key. */
export function TokenMenu({ label, token, onRevoke }: { label: string; token: Token; onRevoke(): void }) {
  const t = useTranslations("tokens");
  const router = useRouter();
  return (
    <Menu label={label}>
      <MenuItem onSelect={() => openInAddress("token", String(token.id))}>
        <Pencil size={16} aria-hidden /> {t("edit")}
      </MenuItem>
      <MenuItem onSelect={() => router.push(`/access?token=${token.id}`)}>
        <CircleHelp size={16} aria-hidden /> {t("whatCould")}
      </MenuItem>
      <MenuItem danger onSelect={onRevoke}>
        <Trash2 size={16} aria-hidden /> {t("revoke")}
      </MenuItem>
    </Menu>
  );
}
