"use client";

import { useTranslations } from "next-intl";
import { useStale } from "@/components/reading";
import { CalendarClock, CirclePause, CirclePlay, Download, Send, Share2, Trash2 } from "@/components/ui/icons";
import type { BulkAct } from "@/components/ui/list/bulk";
import { useTell } from "@/components/ui/toast";
import { useOf, useOnlyOwner } from "@/components/words/acting";
import { resendMemberInvitation } from "@/lib/actions/members";
import { takeTable } from "./export";
import { type Member, membersKey } from "./queries";

/** What can be asked before it is done with several members. */
export type Question = { what: "suspend" | "activate" | "share" | "end" | "remove"; keys: string[] };

/** What can be done with several members at once; `ask` opens the questions that come before most of it. */
export function useBulk(ask: (question: Question) => void): BulkAct<Member>[] {
  const t = useTranslations("members");
  const tell = useTell();
  const stale = useStale();
  const of = useOf();
  const onlyOwner = useOnlyOwner();
  const resend = async (key: string) => {
    const answer = await resendMemberInvitation({ id: Number(key), ...of });
    return answer.ok ? { ok: true, words: t("isResent") } : { ok: false, words: answer.message };
  };
  return [
    {
      id: "suspend",
      word: t("suspendMany"),
      icon: CirclePause,
      begin: (keys) => ask({ what: "suspend", keys }),
    },
    {
      id: "activate",
      word: t("activateMany"),
      icon: CirclePlay,
      begin: (keys) => ask({ what: "activate", keys }),
    },
    {
      id: "share",
      word: t("shareMany"),
      icon: Share2,
      refused: onlyOwner,
      begin: (keys) => ask({ what: "share", keys }),
    },
    { id: "end", word: t("endMany"), icon: CalendarClock, begin: (keys) => ask({ what: "end", keys }) },
    {
      id: "resend",
      word: t("resendMany"),
      icon: Send,
      each: resend,
      done: () => void stale([membersKey]),
    },
    {
      id: "export",
      word: t("exportMany"),
      icon: Download,
      begin: (keys) => takeTable({ ids: keys.map(Number), ...of }, t, tell).catch(() => tell(t("exportFailed"))),
    },
    { id: "remove", word: t("removeMany"), icon: Trash2, danger: true, begin: (keys) => ask({ what: "remove", keys }) },
  ];
}
