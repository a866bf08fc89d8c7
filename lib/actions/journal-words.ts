import type { Language } from "../domain/language";
import type { JournalEntry as Wire } from "../operations/journal/entry";
import { type Messages, wordsIn } from "../words";
import { fields, nouns } from "./journal-fields";
import { type Plain, ruleSaid, type Said, saidOf } from "./journal-values";

export type { Said };
export type ChangeLine = { field: string; before: Said[]; after: Said[]; same: number };
/** `what`: "Role Viewer"; `how`: "changed". */
export type ChangeTold = { what: string; how: string; lines: ChangeLine[] };

type Key = keyof Messages["journal"];

/** By what something is called, which what has ended or is gone has not lost. */
const CALLS = ["name", "title", "text", "description", "displayName", "email"];

/** What changed, in words; null for what was refused. */
export function changeInWords(entry: Wire, language: Language): ChangeTold | null {
  const { target, before, after } = entry;
  if (target === "call") return null;
  const t = wordsIn(language, "journal");
  const [was, is] = [before, after].map((side) => partsOf(side, target)) as [Plain, Plain];
  const noun = nouns[target];
  const named = nameOf(entry, was, is, language);
  const what = [noun ? t(noun) : target, named].filter(Boolean).join(" ");
  const how = howOf(entry, was, is);
  const isOver = how === "ended" || how === "removed" || how === "replaced";
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (name) => fields[name] !== null && !(isOver && CALLS.includes(name)),
  );
  const lines = names
    // That something has ended is said already; when, where that is known.
    .filter((name) => !(name === "ended" && is.ended === true))
    .filter((name) => JSON.stringify(was[name] ?? null) !== JSON.stringify(is[name] ?? null))
    .map((name) => lineOf(name, was, is, entry, language))
    .filter((line) => line.before.length + line.after.length > 0);
  const isSame = how === "changed" && lines.length === 0 && before !== null && after !== null;
  return { what, how: t(isSame ? "savedSame" : how), lines };
}

/** By what it is called now, where it does not say so itself. */
function nameOf(
  { member, resource, resourceName, target, targetId, called }: Wire,
  was: Plain,
  is: Plain,
  language: Language,
): string {
  if (resource) return resourceName;
  if (member) return member.name;
  if (typeof is.as === "string") return is.as;
  const own = [is, was].flatMap((said) => CALLS.map((key) => said[key]));
  const known = own.find((one): one is string => typeof one === "string" && one !== "");
  if (known) return known;
  if (target === "invitation") return targetId;
  return (target === "threat-rule" ? ruleSaid(targetId, language) : called[`${target}:${targetId}`]) ?? "";
}

function howOf({ target, before, after }: Wire, was: Plain, is: Plain): Key {
  if (is.ended) return "ended";
  if ("replacedBy" in is) return "replaced";
  if ("renewed" in is) return "renewed";
  if ("asked" in is) return "askedAnew";
  if ("version" in is) return before === null ? "versionSaved" : "versionRenamed";
  if ("restored" in is) return "versionRestored";
  if (target === "session") return after === null ? "ended" : "begun";
  if (target === "view" || (target === "review" && before === null && !("decision" in is || "why" in is)))
    return "begun";
  if (target === "member" && is.status === "PENDING" && before !== null) return "invitedAnew";
  // What is said of a thing that was there before and after.
  const isOf = ["decision", "why", "dismissed", "group"].some((name) => name in is || name in was);
  const isAccounts = target === "account" && !("email" in is);
  if (isOf || isAccounts) return "changed";
  if (after === null && before !== null) return "removed";
  return before === null ? "added" : "changed";
}

function lineOf(name: string, was: Plain, is: Plain, entry: Wire, language: Language): ChangeLine {
  const { target } = entry;
  const [before, after] = [listOf(was[name]), listOf(is[name])];
  const keys = [before, after].map((list) => new Set(list.map((one) => JSON.stringify(one))));
  const both = before.filter((one) => keys[1]!.has(JSON.stringify(one)));
  // Of two long lists only what differs is looked for.
  const same = before.length + after.length > 6 ? both.length : 0;
  const only = (list: readonly unknown[], other: ReadonlySet<string>) =>
    list
      .filter((one) => same === 0 || !other.has(JSON.stringify(one)))
      .map((one) => saidOf(name, one, entry, language));
  const isMoved = name === "shares" && target === "role";
  const isAsked = name === "resources" && target === "request";
  const isVersions = name === "name" && "version" in is;
  const field = isVersions
    ? "fieldVersionName"
    : isMoved
      ? "fieldSharesMoved"
      : isAsked
        ? "filterResource"
        : fields[name];
  return {
    field: field ? wordsIn(language, "journal")(field) : name,
    before: only(before, keys[1]!),
    after: only(after, keys[0]!),
    same,
  };
}

const listOf = (value: unknown): unknown[] =>
  value === null || value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value];

const isPlain = (value: unknown): value is Plain =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** A rule's own words stand beside the rest of it; what is shared, all at once, is one list. */
function partsOf(value: unknown, target: string): Plain {
  if (value === null || value === undefined) return {};
  if (!isPlain(value)) return { shares: value };
  if (target === "request" && "resourceId" in value) {
    return { ...value, resources: [`${value.type}:${value.resourceId}`] };
  }
  const { words, ...rest } = value;
  return isPlain(words) ? { ...rest, ...words } : words === null ? rest : value;
}
