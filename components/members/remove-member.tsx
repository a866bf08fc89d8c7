"use client";

import { useTranslations } from "next-intl";
import { PreviewLines } from "@/components/preview";
import { Confirm } from "@/components/ui/dialog";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { usePreview } from "@/components/use-preview";
import { useOf } from "@/components/words/acting";
import { deleteMember } from "@/lib/actions/members";
import { calledAs, type Member, membersKey } from "./queries";

/** Says what a person loses and what stays before they are removed: it cannot be undone. */
export function RemoveMember({
  member,
  open,
  onClose,
  onRemoved,
}: {
  member: Member;
  open: boolean;
  onClose(): void;
  onRemoved?: () => void;
}) {
  const t = useTranslations("members");
  const tell = useTell();
  const of = useOf();
  const name = calledAs(member);
  const { run, pending, no } = useAct(deleteMember, {
    // The page of who was removed has nothing left to read again.
    stale: onRemoved ? [] : [membersKey],
    done: () => {
      tell(t("removed", { name }), t("removedSays"));
      onClose();
      onRemoved?.();
    },
  });
  const weighed = usePreview(open ? [{ verb: "deleteMember", input: { id: member.id, ...of } }] : null);
  const inTeam = member.type === "GROUP";
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={t("removeTitle", { name })}
      act={t("remove")}
      pending={pending}
      problem={no?.message}
      why={no?.why}
      consequences={
        inTeam
          ? [t("teamKeeps", { team: member.team })]
          : [t("forgets"), t("keeps"), ...(member.state === "ACTIVE" ? [t("suspendInstead")] : [])]
      }
      armed={weighed.armed}
      asks={<PreviewLines of={weighed} />}
      onConfirm={() => run({ id: member.id, ...of })}
    >
      {t("removeAsks", { email: member.email })}
    </Confirm>
  );
}
