"use client";

import { useTranslations } from "next-intl";
import { Trash2 } from "@/components/ui/icons";
import type { BulkProps } from "@/components/ui/list/bulk";
import { BulkBar } from "@/components/ui/list/bulk-bar";
import type { Token } from "./queries";

/** What can be done with the chosen keys. */
export function ManyTokens({ open, onRevoke, ...chosen }: BulkProps<Token> & { onRevoke(keys: string[]): void }) {
  const t = useTranslations("tokens");
  if (!open) return null;
  return (
    <BulkBar {...chosen} acts={[{ id: "revoke", word: t("revoke"), icon: Trash2, danger: true, begin: onRevoke }]} />
  );
}
