"use client";

import { useTranslations } from "next-intl";
import { useStale } from "@/components/reading";
import { CalendarClock, CirclePause, CirclePlay, Download, Send, Share2, Trash2 } from "@/components/ui/icons";
import type { BulkAct } from "@/components/ui/list/bulk";
import { useTell } from "@/components/ui/toast";
import { useOf, useOnlyOwner } from "@/components/words/acting";
import { activateMember, resendMemberInvitation, suspendMember } from "@/lib/actions/members";
import { takeTable } from "./export";
import { type Member, membersKey } from "./queries";

type Act = typeof suspendMember;

/** What can be done with several members at once; `ask` opens the questions that come before two of them. */
export function useBulk(
  ask: (question: { what: "share" | "end" | "remove"; keys: string[] }) => void,
): BulkAct<Member>[] {
  const t = useTranslations("members");
  const tell = useTell();
  const stale = useStale();
  const of = useOf();
  const onlyOwner = useOnlyOwner();
  const again = () => void stale([membersKey]);
  const each = (act: Act, done: string) => async (key: string) => {
    const answer = await act({ id: Number(key), ...of });
    return answer.ok ? { ok: true, words: done } : { ok: false, words: answer.message };
  };
  /** Each undone one after the other, whatever became of the others. */
  const back = (act: Act, keys: readonly string[]) => async () => {
    for (const key of keys) await act({ id: Number(key), ...of });
    again();
  };
  return [
    {
      id: "suspend",
      word: t("suspendMany"),
      icon: CirclePause,
      each: each(suspendMember, t("isSuspended")),
      done: (keys) => {
        again();
        if (keys.length > 0)
          tell(t("suspendedMany", { n: keys.length }), undefined, { undo: back(activateMember, keys) });
      },
    },
    {
      id: "activate",
      word: t("activateMany"),
      icon: CirclePlay,
      each: each(activateMember, t("isActive")),
      done: (keys) => {
        again();
        if (keys.length > 0)
          tell(t("activatedMany", { n: keys.length }), undefined, { undo: back(suspendMember, keys) });
      },
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
      each: each(resendMemberInvitation, t("isResent")),
      done: again,
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
