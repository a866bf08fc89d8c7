"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Ban, Check, CircleDashed, CircleHelp, CircleMinus, type Icon, SkipForward } from "@/components/ui/icons";
import { useResourceWords } from "@/components/words/resource";
import type { Decision, Reason, ReviewedState, Suggestion } from "@/lib/domain/review";
import type { ReviewHead, ReviewLine } from "./queries";

type Look = { icon: Icon; tone: "allow" | "deny" | "wait" | "muted" };

export const decisionLooks = {
  keep: { icon: Check, tone: "allow", word: "keep", was: "kept", key: "k" },
  remove: { icon: CircleMinus, tone: "deny", word: "remove", was: "removed", key: "r" },
  skip: { icon: SkipForward, tone: "muted", word: "skip", was: "skipped", key: "s" },
} as const satisfies Record<Decision, Look & { word: string; was: string; key: string }>;

export const suggestionLooks = {
  keep: { icon: Check, tone: "allow", word: "suggestKeep" },
  remove: { icon: Ban, tone: "wait", word: "suggestRemove" },
  reduce: { icon: CircleHelp, tone: "wait", word: "suggestReduce" },
  new: { icon: CircleDashed, tone: "muted", word: "suggestNew" },
} as const satisfies Record<Suggestion, Look & { word: string }>;

const reasonWords = {
  used: "becauseUsed",
  looked: "becauseLooked",
  unused: "becauseUnused",
  usedBefore: "becauseUsedBefore",
  new: "becauseNew",
  invited: "becauseInvited",
  invitedLately: "becauseInvitedLately",
  suspended: "becauseSuspended",
  suspendedLately: "becauseSuspendedLately",
} as const satisfies Record<Reason, string>;

export const scopeWords = {
  ACTIVE: "scopeActive",
  PENDING: "scopePending",
  SUSPENDED: "scopeSuspended",
} as const satisfies Record<ReviewedState, string>;

export const useWords = { unused: "useUnused", stale: "useStale", lately: "useLately" } as const;

export const whoseWords = {
  outside: "whoseOutside",
  team: "whoseTeam",
  ACTIVE: "whoseActive",
  PENDING: "whosePending",
  SUSPENDED: "whoseSuspended",
} as const;

/** A line, and what a review is about, in words. */
export function useReviewWords() {
  const t = useTranslations("review");
  const format = useFormatter();
  const { nameOf } = useResourceWords();
  const dayOf = (day: string) => format.dateTime(new Date(`${day}T12:00:00Z`), "day");
  return {
    dayOf,
    /** "Milo Marsh on shop-prod". */
    lineOf: ({ person, thing, ...item }: ReviewLine) =>
      t("personOn", { person, thing: nameOf({ ...item, name: thing }, true) }),
    reasonOf: ({ reason, lastUse }: ReviewLine): string =>
      t(reasonWords[reason], { day: lastUse ? dayOf(lastUse) : "" }),
    /** What it is narrowed to; everything, where it is not. */
    scopeOf: ({ scope: { role, thing, state } }: ReviewHead): string => {
      const parts = [
        role && t("scopeRole", { role: role.name }),
        thing && t("scopeThing", { thing: nameOf(thing, true) }),
        state && t(scopeWords[state]),
      ].filter((part) => part !== null);
      return parts.length > 0 ? format.list(parts, { type: "unit" }) : t("scopeAll");
    },
  };
}
