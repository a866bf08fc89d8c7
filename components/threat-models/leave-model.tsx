"use client";

import { useTranslations } from "next-intl";
import { PreviewLines } from "@/components/preview";
import { useStale } from "@/components/reading";
import { setAddress } from "@/components/ui/address";
import { Confirm } from "@/components/ui/dialog";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { usePreview } from "@/components/use-preview";
import { leaveList } from "@/lib/actions/resources";
import { type ModelLine, staleByModels } from "./queries";

/** Takes the reader off a threat model's own list, once it was said what goes with that and what stays. */
export function LeaveModel({
  open,
  onClose,
  onLeft,
  model,
}: {
  open: boolean;
  onClose(): void;
  onLeft?: () => void;
  model: ModelLine;
}) {
  const t = useTranslations("threatModels");
  const tell = useTell();
  const stale = useStale();
  const { id, name, environment, everyone } = model;
  const input = { threatModelId: id };
  const weighed = usePreview(open ? [{ verb: "leaveList", input }] : null);
  const { run, pending, no } = useAct(leaveList, {
    stale: [],
    done: () => {
      tell(t("left", { name }));
      onLeft?.();
      setAddress({ model: null, ask: null });
      void stale(staleByModels);
    },
  });
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={t("leaveTitle", { name })}
      act={t("leave")}
      pending={pending}
      problem={no?.message}
      why={no?.why}
      consequences={[
        ...(environment ? [t("leaveEnvironment", { name: environment.name })] : []),
        ...(everyone ? [t("leaveEveryone")] : []),
        t("leaveAgain"),
      ]}
      armed={weighed.armed}
      asks={<PreviewLines of={weighed} />}
      onConfirm={() => run(input)}
    >
      {null}
    </Confirm>
  );
}
