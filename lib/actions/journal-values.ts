import type { Language } from "../domain/language";
import { CATEGORY } from "../domain/resource";
import { isOfHouse } from "../domain/threats/library";
import { keyOf } from "../operations/journal/called";
import type { JournalEntry as Wire } from "../operations/journal/entry";
import { type Messages, wordsIn } from "../words";
import { elsewhere, values, valuesOf } from "./journal-fields";
import { policyNameIn } from "./system-words";
import { placeIn } from "./why-places";

/** What somebody reads of a member that changed: words, and moments, which are told where their reader lives. */
export type Said = { text: string } | { at: string };
export type Plain = Record<string, unknown>;

const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const ROLES = new Set(["roleIds", "roles", "role", "replacedBy"]);
const ON_MODEL = { owner: "owner", writer: "writer", reader: "reader" } as const;

/** One value of a field in words: names for ids, moments for moments; never what only a program could read. */
export function saidOf(name: string, value: unknown, entry: Wire, language: Language): Said {
  const t = wordsIn(language, "journal");
  if (typeof value === "boolean") return { text: t(value ? "valueYes" : "valueNo") };
  if (typeof value === "string") return saidText(name, value, entry, language);
  if (typeof value === "number") return { text: numberSaid(name, value, entry, language) };
  if (Array.isArray(value)) return { text: sharedSaid(value, entry, language) };
  if (name === "entries" || name === "line") return { text: lineSaid(value as Plain, entry, language) };
  if (name === "dismissed") return { text: ruleSaid(String((value as Plain).rule), language) ?? t("ownRule") };
  const own = (value as Plain | null)?.name;
  return { text: typeof own === "string" ? own : t("valueOther") };
}

function saidText(name: string, value: string, { called }: Wire, language: Language): Said {
  const t = wordsIn(language, "journal");
  if (MOMENT.test(value)) return { at: value.slice(0, 19).replace("T", " ") };
  const known = valuesOf[name]?.[value] ?? values[value];
  if (known) return { text: t(known) };
  const other = elsewhere[name]?.[value];
  if (other) return { text: wordsIn(language, other[0])(other[1] as never) };
  if (name === "environment") return { text: called[`env:${value}`] ?? t("environmentGone") };
  if (name === "resources") return { text: thingSaid(value, called, language) };
  if (name === "rule") return { text: ruleSaid(value, language) ?? t("ownRule") };
  if (name === "when") return { text: conditionSaid(value, language) };
  return { text: value };
}

function numberSaid(name: string, value: number, { called, target, targetId }: Wire, language: Language): string {
  const t = wordsIn(language, "journal");
  if (name === "creatorUid" || name === "host") return called[`person:${value}`] ?? t("nobodyNow");
  if (name === "lines") {
    const [person, thing] = [called[`line:${targetId}:${value}`], called[`on:${targetId}:${value}`]];
    return person && thing ? `${person} · ${thingSaid(thing, called, language)}` : t("valueNumber", { n: value });
  }
  if (name === "policies" || (name === "replacedBy" && target === "policy")) {
    const known = called[`policy:${value}`];
    return known === undefined ? t("policyGone", { id: value }) : policyNameIn(language, value, known);
  }
  if (ROLES.has(name)) return called[`role:${value}`] ?? t("roleGone", { id: value });
  return t("valueNumber", { n: value });
}

/** One of all that is shared: type, id, roles; or both as one. */
function sharedSaid(value: readonly unknown[], { called }: Wire, language: Language): string {
  const roles = (value.at(-1) as unknown[]).map(
    (id) => called[`role:${id}`] ?? wordsIn(language, "journal")("roleGone", { id: Number(id) }),
  );
  return `${thingSaid(keyOf(value), called, language)}: ${roles.join(", ")}`;
}

function thingSaid(key: string, called: Wire["called"], language: Language): string {
  const [type, resourceId] = [key.slice(0, key.indexOf(":")), key.slice(key.indexOf(":") + 1)];
  const isOne = type === "ENV" && resourceId !== CATEGORY;
  const name = isOne ? (called[`env:${resourceId}`] ?? wordsIn(language, "journal")("environmentGone")) : "";
  return placeIn(language, { type, resourceId, name });
}

/** Whom a line of a threat model's own list names, and as what. */
function lineSaid(line: Plain, { called }: Wire, language: Language): string {
  const group = String(line.group_name ?? line.group ?? "");
  const known = typeof line.uid === "number" ? called[`person:${line.uid}`] : undefined;
  const t = wordsIn(language, "journal");
  const who =
    known || String(line.email ?? "") || group || t(typeof line.uid === "number" ? "nobodyNow" : "everyoneSignedIn");
  const role = ON_MODEL[line.role as "owner"];
  return role ? `${who}: ${wordsIn(language, "threatModels")(role)}` : who;
}

/** What a rule of the house is called; null for an owner's own. */
export const ruleSaid = (id: string, language: Language): string | null =>
  isOfHouse(id) ? wordsIn(language, "rules")(keyOfRule(id) as "actorDenies", { name: "…" }) : null;

const keyOfRule = (id: string): string => id.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

function conditionSaid(condition: string, language: Language): string {
  const t = wordsIn(language, "threats");
  const fact = t(condition.replace("!", "") as keyof Messages["threats"] as "isRead");
  return condition.startsWith("!") ? t("not", { fact }) : fact;
}
