"use client";

import { useTranslations } from "next-intl";
import { useTell } from "@/components/ui/toast";
import { openView } from "@/components/viewing";
import { useOf } from "@/components/words/acting";
import type { Member } from "./queries";

/** Opens the product as a member has it: what waits for their answer, else what is shared with them. */
export function useViewAs(): (member: Member) => Promise<void> {
  const t = useTranslations("members");
  const tell = useTell();
  const of = useOf();
  return async (member) => {
    const no = await openView({ id: member.id, ...of });
    if (no) tell(t("notViewed"), no.message);
  };
}
