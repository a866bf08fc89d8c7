"use client";

import { useTranslations } from "next-intl";
import { Confirm } from "@/components/ui/dialog";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { decideReview } from "@/lib/actions/reviews";
import type { Decision } from "@/lib/domain/review";
import { type Asked, filterOf } from "./asked";
import { reviewsKey } from "./queries";
import { decisionLooks } from "./words";

/** Asks before the same is decided about all lines that fit, on every page. */
export function DecideAll({
  open,
  decision,
  total,
  asked,
  waits,
  onClose,
  onDone,
}: {
  open: boolean;
  decision: Decision | null;
  total: number;
  asked: Asked;
  /** Something that was decided is still on its way. */
  waits: boolean;
  onClose(): void;
  onDone(): void;
}) {
  const t = useTranslations("review");
  const tell = useTell();
  const { run, pending, no } = useAct(decideReview, {
    stale: [reviewsKey],
    done: ({ decided, left }, { decision = "skip" }) => {
      onClose();
      onDone();
      const was = t("saidMany", { was: t(decisionLooks[decision].was), n: decided });
      tell(was, left > 0 ? t("allLeft", { n: left }) : undefined);
    },
  });
  const word = t(decisionLooks[decision ?? "skip"].word);
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={t("allTitle", { word, n: total })}
      act={t("allAct", { word, n: total })}
      look={decision === "remove" ? "deny" : "primary"}
      pending={pending}
      problem={no?.message}
      why={no?.why}
      consequences={[
        t("allFits"),
        ...(decision === "remove" ? [t("allTeams")] : []),
        t(decision === "remove" ? "allLater" : "allTakes"),
      ]}
      armed={!waits}
      onConfirm={() => {
        const { sort: _, order: __, decision: was, ...filter } = filterOf(asked);
        run({ ...filter, all: true, ...(was ? { was } : {}), ...(decision ? { decision } : {}) });
      }}
    >
      {t("finishAsks")}
    </Confirm>
  );
}
