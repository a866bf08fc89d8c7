import type { Cell } from "../diagram/cell";
import { factsOf, type Known, type Threatened } from "./facts";
import { firedBy, type Rule } from "./rule";
import type { Fact, Threat } from "./threat";

/** A threat that a rule thinks of, and what it goes by. */
export type Suggestion = { rule: Rule; cell: string; kind: Threatened; name: string; facts: Fact[] };

/**
 * Where somebody does not want to hear of a rule again: at one element of a diagram, at one kind of element in a threat model, or
 * anywhere in the account.
 */
export type Dismissal = { rule: string } & (
  | { scope: "here"; diagram: string; cell: string }
  | { scope: "kind"; kind: Threatened }
  | { scope: "always" }
);

export const scopes = ["here", "kind", "always"] as const;
export type Scope = (typeof scopes)[number];

/** What has been decided about a diagram: threats there are, whatever became of them, and suggestions that were dismissed. */
export type Decided = {
  diagram: string;
  threats: readonly Pick<Threat, "rule" | "cell">[];
  dismissals: readonly Dismissal[];
};

/** Suggestions for all elements of a diagram that nobody has decided about, element by element. */
export function suggest(cells: readonly Cell[], rules: readonly Rule[], decided: Decided): Suggestion[] {
  const isDecided = decisions(decided);
  return factsOf(cells).flatMap((known) =>
    rules.flatMap((rule) => {
      if (isDecided(rule, known)) return [];
      const facts = firedBy(rule, known);
      return facts ? [{ rule, cell: known.cell.id, kind: known.kind, name: known.name, facts }] : [];
    }),
  );
}

function decisions({ diagram, threats, dismissals }: Decided): (rule: Rule, known: Known) => boolean {
  const here = new Set(threats.map(({ rule, cell }) => `${rule} ${cell}`));
  const kinds = new Set<string>();
  const always = new Set<string>();
  for (const one of dismissals) {
    if (one.scope === "always") always.add(one.rule);
    else if (one.scope === "kind") kinds.add(`${one.rule} ${one.kind}`);
    else if (one.diagram === diagram) here.add(`${one.rule} ${one.cell}`);
  }
  return ({ id }, { cell, kind }) => always.has(id) || kinds.has(`${id} ${kind}`) || here.has(`${id} ${cell.id}`);
}

/** What dismisses a suggestion that far. */
export function dismissal({ rule, cell, kind }: Suggestion, scope: Scope, diagram: string): Dismissal {
  if (scope === "here") return { rule: rule.id, scope, diagram, cell };
  return scope === "kind" ? { rule: rule.id, scope, kind } : { rule: rule.id, scope };
}
