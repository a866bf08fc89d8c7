"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { CircleDashed, UsersRound } from "@/components/ui/icons";
import type { FilterOf } from "@/components/ui/list/filter-chip";
import type { ColumnOf } from "@/components/ui/list/ledger";
import { End } from "@/components/words/end";
import { MemberState } from "@/components/words/member-state";
import { Resource } from "@/components/words/resource";
import { type Decision, decisions, suggestions, uses, whoses } from "@/lib/domain/review";
import { DecideButtons } from "./decide-buttons";
import { SuggestionMark } from "./marks";
import type { ReviewLine } from "./queries";
import { decisionLooks, suggestionLooks, useReviewWords, useWords, whoseWords } from "./words";

export function Person({ line: { person, email, state } }: { line: ReviewLine }) {
  return (
    <span className="block min-w-0">
      <span className="font-medium break-words group-hover:underline">
        <bdi>{person}</bdi>
      </span>{" "}
      {state !== "ACTIVE" && <MemberState state={state} />}
      {person !== email && <span className="block text-label font-normal break-words text-muted">{email}</span>}
    </span>
  );
}

/** What is shared with them, in which roles, and through what. */
export function Grant({ line: { type, resourceId, thing, roles, team } }: { line: ReviewLine }) {
  const t = useTranslations("review");
  return (
    <span className="block min-w-0">
      <Resource item={{ type, resourceId, name: thing }} />
      <span className="block ps-6 text-label break-words text-muted">
        {roles.map(({ name }) => name).join(", ") || t("noRole")}
        {team !== null && (
          <span className="flex items-start gap-1">
            <UsersRound size={12} aria-hidden className="mt-0.5 flex-none" /> {t("throughTeam", { team })}
          </span>
        )}
      </span>
    </span>
  );
}

export function LastUse({ line: { lastUse } }: { line: ReviewLine }) {
  const t = useTranslations("review");
  const { dayOf } = useReviewWords();
  return lastUse ? (
    <time dateTime={lastUse} className="whitespace-nowrap" suppressHydrationWarning>
      {dayOf(lastUse)}
    </time>
  ) : (
    <span className="text-muted">
      <span aria-hidden>–</span>
      <span className="sr-only">{t("notIn90")}</span>
    </span>
  );
}

/** On a phone each stands in a line of its own, below the name and not below the box. */
const onPhone = "max-sm:w-[calc(100vw-76px)]";
const below = `${onPhone} max-sm:ms-8`;

export function useColumns(
  nowOf: (line: ReviewLine) => Decision | null,
  onDecide: (line: ReviewLine, decision: Decision) => void,
  onNote: (line: ReviewLine) => void,
  hasEnds: boolean,
): ColumnOf<ReviewLine>[] {
  const t = useTranslations("review");
  return [
    { id: "person", word: t("columnPerson"), sort: "up", cell: (line) => <Person line={line} /> },
    {
      id: "grant",
      word: t("columnGrant"),
      phone: true,
      cell: (line) => (
        <div className={onPhone}>
          <Grant line={line} />
        </div>
      ),
    },
    { id: "use", word: t("columnUse"), sort: "up", cell: (line) => <LastUse line={line} /> },
    { id: "ends", word: t("columnEnds"), away: !hasEnds, cell: ({ until }) => until && <End at={until} /> },
    {
      id: "suggestion",
      word: t("columnSuggestion"),
      phone: true,
      cell: (line) => (
        <div className={below}>
          <SuggestionMark line={line} />
        </div>
      ),
    },
    {
      id: "decision",
      word: t("columnDecision"),
      phone: true,
      cell: (line) => (
        <div className={below}>
          <DecideButtons
            line={line}
            now={nowOf(line)}
            onDecide={(decision) => onDecide(line, decision)}
            onNote={() => onNote(line)}
          />
        </div>
      ),
    },
  ];
}

export function useFilters(): FilterOf[] {
  const t = useTranslations("review");
  return useMemo(
    () => [
      {
        id: "decision",
        word: t("columnDecision"),
        values: [
          { value: "undecided", label: t("undecided"), icon: CircleDashed },
          ...decisions.map((one) => ({ value: one, label: t(decisionLooks[one].was), icon: decisionLooks[one].icon })),
        ],
      },
      {
        id: "use",
        word: t("columnUse"),
        values: uses.map((one) => ({ value: one, label: t(useWords[one]) })),
      },
      {
        id: "suggestion",
        word: t("columnSuggestion"),
        values: suggestions.map((one) => ({
          value: one,
          label: t(suggestionLooks[one].word),
          icon: suggestionLooks[one].icon,
        })),
      },
      { id: "whose", word: t("filterWhose"), values: whoses.map((one) => ({ value: one, label: t(whoseWords[one]) })) },
    ],
    [t],
  );
}
