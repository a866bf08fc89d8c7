"use client";

import { useTranslations } from "next-intl";
import { useStale } from "@/components/reading";
import { tell } from "@/components/ui/toast";
import { inPlace, useNo } from "@/components/use-act";
import { type Answer, resultOf } from "@/lib/actions/answer";
import { addThreats, deleteThreats, dismissSuggestions, restoreSuggestions } from "@/lib/actions/threats";
import { type Dismissal, dismissal, type Scope, type Suggestion } from "@/lib/domain/threats/suggest";
import { type Listed, threatsKey } from "./queries";
import { useRuleWords } from "./rule-words";

/** What can be decided about suggestions and threats of a diagram; each is told, and can be taken back. */
export function useThreats(model: string, diagram: string) {
  const t = useTranslations("threats");
  const wordsOf = useRuleWords();
  const stale = useStale();
  const no = useNo();
  /** Has it done, the list read again, and says what went wrong. */
  const act = async <O>(work: () => Promise<Answer<O>>): Promise<O | null> => {
    try {
      const value = await resultOf(inPlace(work));
      await stale([threatsKey(model)]);
      return value;
    } catch (error) {
      tell(no(error)?.message ?? "");
      return null;
    }
  };
  const at = { threatModelId: model };
  const restore = (dismissals: Dismissal[]) => act(() => restoreSuggestions({ ...at, dismissals }));
  return {
    /** Adds what was suggested to the register; the threats there are now. */
    accept: async (suggestions: readonly Suggestion[]): Promise<Listed[]> => {
      const threats = suggestions.slice(0, MOST_AT_ONCE).map(({ rule, cell, name, facts }) => {
        const { title, description, mitigation } = wordsOf(rule, name || t("unnamed"));
        const { category, severity } = rule;
        const words = { title: title.slice(0, 256), description, mitigation };
        return {
          diagramId: diagram,
          cell,
          rule: rule.id,
          facts,
          category,
          severity,
          status: "open" as const,
          ...words,
        };
      });
      const added = (await act(() => addThreats({ ...at, threats })))?.threats ?? [];
      const ids = added.map(({ id }) => id);
      if (ids.length > 0) {
        const undo = () => void act(() => deleteThreats({ ...at, ids, suggestAgain: true }));
        tell(t("accepted", { n: ids.length }), undefined, { undo });
      }
      return added;
    },
    dismiss: async (suggestion: Suggestion, scope: Scope) => {
      const dismissals = [dismissal(suggestion, scope, diagram)];
      const done = await act(() => dismissSuggestions({ ...at, dismissals }));
      if (done) tell(t("dismissed"), undefined, { undo: () => void restore(dismissals) });
    },
    restore: (one: Dismissal) => restore([one]),
  };
}
const MOST_AT_ONCE = 500;
