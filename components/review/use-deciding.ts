"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useStale } from "@/components/reading";
import { announce } from "@/components/ui/announce";
import { useTell } from "@/components/ui/toast";
import { inPlace, useNo } from "@/components/use-act";
import { useOf } from "@/components/words/acting";
import { resultOf } from "@/lib/actions/answer";
import { decideReview } from "@/lib/actions/reviews";
import type { Decision } from "@/lib/domain/review";
import { type ReviewLine, reviewsKey } from "./queries";
import { decisionLooks, useReviewWords } from "./words";

type Said = Decision | null;
type Step = { lines: readonly ReviewLine[]; words: string };

/**
 * What is decided stands there at once and is told to the house in the order it was said, what is said alike together. `undo` takes
 * the last step back, one after the other.
 */
export function useDeciding(id: number) {
  const t = useTranslations("review");
  const { lineOf } = useReviewWords();
  const tell = useTell();
  const no = useNo();
  const stale = useStale();
  const of = useOf();
  const [said, setSaid] = useState<ReadonlyMap<number, Said>>(new Map());
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const [busy, setBusy] = useState(false);
  const queue = useRef<{ n: number; decision: Said }[]>([]);
  const running = useRef(false);

  const work = async () => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    const sent: { n: number; decision: Said }[] = [];
    while (queue.current.length > 0) {
      const { decision } = queue.current[0]!;
      const end = queue.current.findIndex((one) => one.decision !== decision);
      const batch = queue.current.splice(0, end < 0 ? queue.current.length : end);
      const lines = [...new Set(batch.map(({ n }) => n))];
      const input = { id, lines, ...(decision ? { decision } : {}), ...of };
      try {
        await resultOf(inPlace(() => decideReview(input)));
        sent.push(...batch);
      } catch (error) {
        forget(batch);
        tell(t("notDecided"), no(error)?.message);
      }
    }
    await stale([reviewsKey]).catch(() => {});
    running.current = false;
    forget(sent);
    if (queue.current.length > 0) void work();
    else setBusy(false);
  };
  /** From now on the house's word counts, unless something else was said since. */
  const forget = (batch: readonly { n: number; decision: Said }[]) =>
    setSaid((before) => {
      const after = new Map(before);
      for (const { n, decision } of batch) {
        const waits = queue.current.some((one) => one.n === n);
        if (!waits && after.get(n) === decision) after.delete(n);
      }
      return after;
    });
  const say = (each: readonly { n: number; decision: Said }[]) => {
    setSaid((before) => new Map([...before, ...each.map(({ n, decision }) => [n, decision] as const)]));
    queue.current.push(...each);
    void work();
  };
  const nowOf = (line: ReviewLine): Said => {
    const one = said.get(line.n);
    return one === undefined ? line.decision : one;
  };
  const decide = (lines: readonly ReviewLine[], decision: Decision) => {
    if (lines.length === 0) return;
    const was = t(decisionLooks[decision].was);
    const words =
      lines.length === 1 ? t("saidOne", { was, line: lineOf(lines[0]!) }) : t("saidMany", { was, n: lines.length });
    setSteps((before) => [...before, { lines: lines.map((line) => ({ ...line, decision: nowOf(line) })), words }]);
    say(lines.map(({ n }) => ({ n, decision })));
    announce(words);
  };
  const undo = (): readonly ReviewLine[] => {
    const last = steps.at(-1);
    if (!last) {
      announce(t("nothingToUndo"));
      return [];
    }
    setSteps(steps.slice(0, -1));
    say(last.lines.map(({ n, decision }) => ({ n, decision })));
    announce(t("undone", { words: last.words }));
    return last.lines;
  };
  /** After something that is not taken back step by step. */
  const forgetSteps = () => setSteps([]);
  return { nowOf, decide, undo, forgetSteps, last: steps.at(-1)?.words ?? null, busy };
}
