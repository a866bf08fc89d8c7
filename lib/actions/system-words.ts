import { type Language, tags } from "../domain/language";
import { findSystemPolicy } from "../domain/policy";
import type { RoleBook } from "../operations/pages/get-role-book";
import { wordsIn } from "../words";
import { branchKeys, policyKeys, roleKeys } from "./system-keys";

type Book = RoleBook;
type Policy = Book["policies"][number];

/** What a reader calls the policy with this id: the system's by their word in the reader's language, any other by its own name. */
export function policyNameIn(language: Language, id: number, name: string): string {
  const keys = policyKeys[findSystemPolicy(id)?.uniqueName ?? ""];
  return keys ? wordsIn(language, "system")(keys[0]) : name;
}

/**
 * The book in the reader's language: what the system brings is called by a word of theirs, and stands where that word belongs in
 * their alphabet. Programs know all of it by the names of the contract.
 */
export function bookInWords(book: Book, language: Language): Book {
  const t = wordsIn(language, "system");
  const { compare } = new Intl.Collator(tags[language], { numeric: true });
  const policies = book.policies.map((policy): Policy => {
    const keys = policy.isSystem && policyKeys[findSystemPolicy(policy.id)?.uniqueName ?? ""];
    if (!keys) return policy;
    const path = policy.path.map((branch) => (branchKeys[branch] ? t(branchKeys[branch]) : branch));
    return { ...policy, name: t(keys[0]), description: t(keys[1]), path };
  });
  const templates = book.templates.map((template) => {
    const keys = roleKeys[template.key];
    return keys ? { ...template, name: t(keys[0]), description: t(keys[1]) } : template;
  });
  const byName = (a: { name: string }, b: { name: string }) => compare(a.name, b.name);
  const byPlace = (a: Policy, b: Policy) => compare(a.path.join("\n"), b.path.join("\n")) || byName(a, b);
  return {
    ...book,
    roles: book.roles.toSorted(byName),
    policies: policies.sort((a, b) => Number(a.isSystem) - Number(b.isSystem) || byPlace(a, b)),
    templates: templates.sort(byName),
  };
}
