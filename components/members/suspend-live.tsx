"use client";

import { useTranslations } from "next-intl";
import { PreviewLines } from "@/components/preview";
import { Confirm } from "@/components/ui/dialog";
import { calledAs } from "./queries";
import type { Asking } from "./use-steps";

/** Asks before somebody is suspended who is in a diagram at this moment, and says what it takes from them. */
export function SuspendLive({
  open,
  asking,
  onAnswer,
}: {
  open: boolean;
  asking: Asking | null;
  onAnswer(yes: boolean): void;
}) {
  const t = useTranslations("preview");
  const members = useTranslations("members");
  return (
    <Confirm
      open={open}
      onClose={() => onAnswer(false)}
      title={t("suspendTitle", { name: asking ? calledAs(asking.member) : "" })}
      act={members("suspend")}
      pending={false}
      asks={<PreviewLines of={{ told: asking?.told, armed: true }} />}
      onConfirm={() => onAnswer(true)}
    >
      {t("suspendAsks")}
    </Confirm>
  );
}
