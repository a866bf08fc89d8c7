import { type FactName, factAs, factNames, type Known, type Threatened } from "./facts";
import type { Category, Fact, Severity } from "./threat";

/**
 * When to suggest a threat: for elements of these kinds of which every one of `when` is true. A name with `!` before it asks that it is
 * not. Rules of the house carry no text: their words are in the language of whoever reads them.
 */
export type Rule = {
  id: string;
  on: readonly Threatened[];
  when: readonly Condition[];
  category: Category;
  severity: Severity;
  isOn: boolean;
  /** The owner's own words; null where the rule is the house's and nobody changed them. */
  words: Words | null;
};
export type Condition = FactName | `!${FactName}`;
/** `{name}` stands for the element. */
export type Words = { title: string; description: string; mitigation: string };

export const conditions: readonly Condition[] = factNames.flatMap((name) => [name, `!${name}` as const]);

const nameIn = (condition: Condition): FactName => condition.replace("!", "") as FactName;

/** The facts by which a rule fires for an element; null where it does not. */
export function firedBy(rule: Rule, known: Known): Fact[] | null {
  if (!rule.isOn || !rule.on.includes(known.kind)) return null;
  const facts: Fact[] = [];
  for (const condition of rule.when) {
    const of = known.facts.get(nameIn(condition));
    const isAsked = condition.startsWith("!") ? of === undefined : of !== undefined;
    if (!isAsked) return null;
    facts.push(factAs(condition, of ?? ""));
  }
  return facts;
}

/** Words with the element's name in them. */
export const fill = (words: string, name: string): string => words.replaceAll("{name}", () => name);
