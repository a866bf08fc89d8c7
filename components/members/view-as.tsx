"use client";

import { useTranslations } from "next-intl";
import { Eye } from "@/components/ui/icons";
import { MenuItem } from "@/components/ui/menu";
import { useTell } from "@/components/ui/toast";
import { useJudged } from "@/components/use-judged";
import { openView } from "@/components/viewing";
import { useOf } from "@/components/words/acting";
import { calledAs, type Member, memberKey } from "./queries";

/** Opens the product as a member has it: what waits for their answer, else what is shared with them. */
export function ViewAs({ member }: { member: Member }) {
  const t = useTranslations("members");
  const words = useTranslations("words");
  const tell = useTell();
  const of = useOf();
  const input = { id: member.id, ...of };
  const asks = of.ownerUid !== undefined && !member.self;
  // By another's eyes a delegate sees nothing that their own do not.
  const steps = [{ verb: "startView" as const, input }];
  const [judged] = useJudged(asks ? memberKey(member.id) : null, steps, t("viewAsEqual"), true);
  const open = async () => {
    const no = await openView(input);
    if (no) tell(t("notViewed"), no.message);
  };
  return (
    <MenuItem {...(member.self ? { refused: words("ownMembership") } : judged)} onSelect={() => void open()}>
      <Eye size={16} aria-hidden /> {t("viewAs", { name: calledAs(member) })}
    </MenuItem>
  );
}
