"use client";

import { useTranslations } from "next-intl";
import { Confirm } from "@/components/ui/dialog";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { useResourceWords } from "@/components/words/resource";
import { leaveCollaboration } from "@/lib/actions/collaborations";
import type { SharedWithMe } from "@/lib/actions/pages";
import { calledBy } from "./queries";

/** Leaves a collaboration, once it was said what goes with it. */
export function Leave({ of, open, onClose }: { of: SharedWithMe; open: boolean; onClose(): void }) {
  const t = useTranslations("shared");
  const { inShort } = useResourceWords();
  const tell = useTell();
  const called = calledBy(of);
  const { owner, things } = of;
  const { run, pending, no } = useAct(leaveCollaboration, {
    stale: [["collaborations"]],
    done: () => {
      tell(t("left", { called }), t("leftMore", { owner }));
      onClose();
    },
  });
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={t("leaveTitle", { called })}
      act={t("leave")}
      pending={pending}
      problem={no?.message}
      why={no?.why}
      consequences={[
        things.length > 0 ? t("youLose", { what: inShort(things, 5) }) : t("youLoseAccess"),
        t("staysWith", { owner }),
        t("onlyThey", { owner }),
      ]}
      onConfirm={() => run({ id: of.id })}
    >
      {null}
    </Confirm>
  );
}
