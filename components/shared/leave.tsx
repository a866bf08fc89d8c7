"use client";

import { useTranslations } from "next-intl";
import { PreviewLines } from "@/components/preview";
import { Confirm } from "@/components/ui/dialog";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { usePreview } from "@/components/use-preview";
import { leaveCollaboration } from "@/lib/actions/collaborations";
import type { SharedWithMe } from "@/lib/actions/pages";
import { calledBy } from "./queries";

/** Leaves a collaboration, once it was said what goes with it. */
export function Leave({ of, open, onClose }: { of: SharedWithMe; open: boolean; onClose(): void }) {
  const t = useTranslations("shared");
  const tell = useTell();
  const called = calledBy(of);
  const { owner } = of;
  const { run, pending, no } = useAct(leaveCollaboration, {
    stale: [["collaborations"]],
    done: () => {
      tell(t("left", { called }), t("leftMore", { owner }));
      onClose();
    },
  });
  const weighed = usePreview(open ? [{ verb: "leaveCollaboration", input: { id: of.id } }] : null);
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={t("leaveTitle", { called })}
      act={t("leave")}
      pending={pending}
      problem={no?.message}
      why={no?.why}
      consequences={[t("staysWith", { owner }), t("onlyThey", { owner })]}
      armed={weighed.armed}
      asks={<PreviewLines of={weighed} />}
      onConfirm={() => run({ id: of.id })}
    >
      {null}
    </Confirm>
  );
}
