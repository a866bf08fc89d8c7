"use client";

import { useTranslations } from "next-intl";
import { Confirm } from "@/components/ui/dialog";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { useOf } from "@/components/words/acting";
import { useResourceWords } from "@/components/words/resource";
import { resendMemberInvitation } from "@/lib/actions/members";
import { History } from "./history";
import { calledAs, type Member, membersKey } from "./queries";

/** Before somebody who left or rejected is invited again: what happened, and what the new invitation would give. */
export function Reinvite({ member, open, onClose }: { member: Member; open: boolean; onClose(): void }) {
  const t = useTranslations("members");
  const { inShort } = useResourceWords();
  const tell = useTell();
  const of = useOf();
  const name = calledAs(member);
  const { run, pending, no } = useAct(resendMemberInvitation, {
    stale: [membersKey],
    done: () => {
      tell(t("resent", { email: member.email }), t("resentSays"));
      onClose();
    },
  });
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={t("reinviteTitle", { name })}
      act={t("inviteAgain")}
      look="primary"
      pending={pending}
      problem={no?.message}
      why={no?.why}
      onConfirm={() => run({ id: member.id, ...of })}
    >
      <p>
        {member.shares.length > 0 ? t("reinviteGives", { things: inShort(member.shares, 3) }) : t("reinviteNothing")}
      </p>
      <h3 className="mt-4 mb-1 font-medium text-ink">{t("history")}</h3>
      {open && <History id={member.id} most={6} />}
    </Confirm>
  );
}
