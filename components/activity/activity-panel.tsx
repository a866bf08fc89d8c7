"use client";

import { useTranslations } from "next-intl";
import { ActivityShown } from "@/components/long-work-shown";
import { Panel } from "@/components/ui/dialog";

/** One long work, beside the list of them. */
export function ActivityPanel({ open, id, onClose }: { open: boolean; id: number; onClose(): void }) {
  const t = useTranslations("activity");
  return (
    <Panel open={open} onClose={onClose} wide title={t("one")}>
      {open && <ActivityShown id={id} />}
    </Panel>
  );
}
