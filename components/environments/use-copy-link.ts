"use client";

import { useTranslations } from "next-intl";
import { useTell } from "@/components/ui/toast";
import { keyOf } from "./asks";
import type { Thing } from "./queries";

/** Copies the address of a thing. Whoever has it still needs a share to see anything. */
export function useCopyLink(): (thing: Thing) => void {
  const t = useTranslations("environments");
  const tell = useTell();
  return async (thing) => {
    const link = new URL("/shared", window.location.origin);
    link.searchParams.set("thing", keyOf(thing));
    try {
      await navigator.clipboard.writeText(link.href);
      tell(t("linkCopied"), t("linkGrantsNothing"));
    } catch {
      tell(t("linkNotCopied"), link.href);
    }
  };
}
