"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { Scope, Suggestion } from "@/lib/domain/threats/suggest";
import { useRuleWords } from "./rule-words";
import { SEVERITY_LOOK, useThreatWords } from "./words";

/** A threat that a rule thinks of: at which element, by which facts, and what to do with it. */
export function SuggestionLine({
  suggestion,
  element,
  mayEdit,
  mayDismissAlways,
  onGoTo,
  onAccept,
  onEdit,
  onDismiss,
}: {
  suggestion: Suggestion;
  element: string;
  mayEdit: boolean;
  mayDismissAlways: boolean;
  onGoTo(): void;
  onAccept(): void;
  onEdit(): void;
  onDismiss(scope: Scope): void;
}) {
  const t = useTranslations("threats");
  const words = useThreatWords();
  const { title, description } = useRuleWords()(suggestion.rule, element);
  const { category, severity } = suggestion.rule;
  return (
    <article aria-label={title} className="flex flex-col gap-1">
      <h3 className="text-table font-medium break-words">{title}</h3>
      <p className="text-table text-muted">
        <bdi>{description}</bdi>
      </p>
      <p className="flex flex-wrap gap-x-3 text-label">
        <span>{words.category(category)}</span>
        <Badge {...SEVERITY_LOOK[severity]}>{words.severity(severity)}</Badge>
      </p>
      <p className="text-label text-muted">
        {t("because")}{" "}
        <button type="button" onClick={onGoTo} className="text-accent underline-offset-2 hover:underline">
          {element}
        </button>
        {": "}
        {suggestion.facts.map(words.fact).join(" · ")}
      </p>
      {mayEdit && (
        <div className="mt-1 flex items-center gap-2">
          <Button onClick={onAccept}>{t("accept")}</Button>
          <Menu label={t("dismiss", { title })}>
            <MenuItem onSelect={onEdit}>{t("acceptEdit")}</MenuItem>
            <MenuItem onSelect={() => onDismiss("here")}>{t("dismissHere")}</MenuItem>
            <MenuItem onSelect={() => onDismiss("kind")}>{t("dismissKind")}</MenuItem>
            <MenuItem refused={mayDismissAlways ? undefined : t("alwaysRefused")} onSelect={() => onDismiss("always")}>
              {t("dismissAlways")}
            </MenuItem>
          </Menu>
        </div>
      )}
    </article>
  );
}
