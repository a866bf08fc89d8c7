"use client";

import { useTranslations } from "next-intl";
import { PreviewLines } from "@/components/preview";
import { Confirm } from "@/components/ui/dialog";
import type { Preview } from "@/lib/actions/previews";

/** Asks before a share goes through which somebody is in a diagram at this moment. */
export function UnshareLive({
  open,
  name,
  thing,
  told,
  onAnswer,
}: {
  open: boolean;
  name: string;
  thing: string;
  told: Preview | undefined;
  onAnswer(yes: boolean): void;
}) {
  const t = useTranslations("preview");
  return (
    <Confirm
      open={open}
      onClose={() => onAnswer(false)}
      title={t("unshareTitle", { name, thing })}
      act={t("unshare")}
      pending={false}
      onConfirm={() => onAnswer(true)}
    >
      <PreviewLines of={{ told, armed: true }} />
    </Confirm>
  );
}
