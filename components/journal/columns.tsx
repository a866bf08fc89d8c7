"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { FilterOf } from "@/components/ui/list/filter-chip";
import type { ColumnOf } from "@/components/ui/list/ledger";
import { Moment } from "@/components/words/day";
import { journalDoors, outcomes } from "@/lib/domain/journal-filter";
import { OutcomeMark } from "./outcome-mark";
import type { JournalChoices, JournalEntry } from "./queries";

export const doorWords = {
  browser: "doorBrowser",
  token: "doorToken",
  rest: "doorRest",
  tmi: "doorTmi",
  socket: "doorSocket",
  system: "doorSystem",
} as const;

export const outcomeWords = {
  done: "outcomeDone",
  refused: "outcomeRefused",
  forbidden: "outcomeForbidden",
  "not-found": "outcomeNotFound",
  "token-scope": "outcomeTokenScope",
  "no-environment": "outcomeNoEnvironment",
  exists: "outcomeExists",
  "wrong-state": "outcomeWrongState",
  "in-use": "outcomeInUse",
  limit: "outcomeLimit",
} as const;

/** The last word of a method, which says what it does: `SuspendMember`; with what it is done to where it does not say that: `review.Start`. */
export function shortOf(method: string): string {
  const name = method.slice(method.lastIndexOf(".") + 1);
  const isBare = method.startsWith("confer.") && /^[A-Z][a-z]+$/.test(name);
  return isBare ? method.slice("confer.".length) : name;
}

export function useColumns(): ColumnOf<JournalEntry>[] {
  const t = useTranslations("journal");
  return useMemo(
    () => [
      {
        id: "what",
        word: t("columnWhat"),
        cell: ({ method, times, change }) => (
          <span className="block min-w-0">
            <span className="font-medium break-words group-hover:underline">
              {method === "*" ? t("manyMethods") : <bdi>{shortOf(method)}</bdi>}
              {times > 1 && <span className="font-normal text-muted"> {t("times", { n: times })}</span>}
            </span>
            {change && (
              <span className="block text-label font-normal break-words text-muted">
                <bdi className="text-ink">{change.what}</bdi> {change.how}
              </span>
            )}
          </span>
        ),
      },
      { id: "outcome", word: t("columnOutcome"), phone: true, cell: (entry) => <OutcomeMark entry={entry} /> },
      {
        id: "who",
        word: t("columnWho"),
        phone: true,
        cell: ({ actor, door, byItself }) => (
          <span className="break-words">
            <bdi>
              {byItself ? t("itself") : actor.name || actor.email || t(actor.uid === 0 ? "stranger" : "nobodyNow")}
            </bdi>{" "}
            <span className="text-muted max-sm:hidden">{t(doorWords[door])}</span>
          </span>
        ),
      },
      {
        id: "about",
        word: t("columnAbout"),
        cell: ({ member, resource, resourceName, resourceGone }) => (
          <span className="break-words text-muted">
            <bdi>
              {[member && (member.name || member.email), resource && resourceName].filter(Boolean).join(" · ") || "–"}
            </bdi>
            {resourceGone && ` ${t("gone")}`}
          </span>
        ),
      },
      { id: "at", word: t("columnWhen"), phone: true, cell: ({ at }) => <Moment at={at} /> },
    ],
    [t],
  );
}

/** What can be chosen: people, methods and things of the newest entries, the thing that is asked for, and the doors and outcomes there are. */
export function useFilters(choices: JournalChoices | undefined, asked: string): FilterOf[] {
  const t = useTranslations("journal");
  const words = useTranslations("words");
  return useMemo(() => {
    const things = choices?.things ?? [];
    const wordOf = ({ resource, name }: JournalChoices["things"][number]) => {
      if (resource.startsWith("ACCOUNT:")) return words("wholeAccount");
      if (!resource.endsWith(":*")) return name;
      return words(resource.startsWith("ENV:") ? "allEnvironments" : "allGroups");
    };
    const people = (list: readonly { id: number; name: string }[] = []) =>
      list.map(({ id, name }) => ({ value: String(id), label: name }));
    return [
      { id: "actor", word: t("filterActor"), one: true, values: people(choices?.actors) },
      { id: "member", word: t("filterMember"), one: true, values: people(choices?.members) },
      {
        id: "method",
        word: t("filterMethod"),
        one: true,
        values: (choices?.methods ?? []).map((method) => ({ value: method, label: method })),
      },
      {
        id: "resource",
        word: t("filterResource"),
        one: true,
        values: [
          ...things.map((thing) => ({ value: thing.resource, label: wordOf(thing) })),
          ...(asked && !things.some(({ resource }) => resource === asked) ? [{ value: asked, label: asked }] : []),
        ],
      },
      {
        id: "door",
        word: t("filterDoor"),
        one: true,
        values: journalDoors.map((door) => ({ value: door, label: t(doorWords[door]) })),
      },
      {
        id: "outcome",
        word: t("filterOutcome"),
        one: true,
        values: (["done", "refused", ...outcomes.slice(1)] as const).map((one) => ({
          value: one,
          label: t(outcomeWords[one]),
        })),
      },
    ];
  }, [t, words, choices, asked]);
}
