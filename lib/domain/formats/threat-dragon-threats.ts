import { isObject } from "../diagram/cell";
import type { Fact, Threat } from "../threats/threat";
import { freeId, isEmpty, listOf, membersOf, said, textOf, wholeNumberOf, without, wordFor } from "./members";
import * as words from "./threat-words";
import { LONGEST_NAME, LONGEST_PROSE, type Members, type Remark } from "./whole";

const KEPT = "threatDragon";
const OURS = ["id", "number", "title", "type", "status", "severity", "description", "mitigation", "rule", "facts"];

/** A threat of a file's; null for what is none. `taken`: the ids in use, and this one's from now on. */
export function readThreat(theirs: unknown, cell: string, taken: Set<string>, remarks: Remark[]): Threat | null {
  if (!isObject(theirs)) {
    remarks.push({ doubt: "threat", about: "", said: JSON.stringify(theirs)?.slice(0, 80) ?? "" });
    return null;
  }
  const named = theirs.id ?? theirs.threatId;
  const id = freeId(named, taken, named === undefined ? `${cell} ${taken.size}` : "");
  taken.add(id);
  const title = textOf(theirs.title).slice(0, LONGEST_NAME);
  const severity = words.readSeverity(theirs.severity);
  const status = words.readStatus(theirs.status);
  const category = words.readCategory(theirs.type);
  const about = title;
  if (theirs.severity && !words.isSeverity(theirs.severity))
    remarks.push({ doubt: "severity", about, said: String(theirs.severity) });
  if (theirs.status && !words.isStatus(theirs.status))
    remarks.push({ doubt: "status", about, said: String(theirs.status) });
  const kept = said({
    ...without(theirs, ...OURS),
    modelType: theirs.modelType === "STRIDE" ? undefined : theirs.modelType,
    id: theirs.id === undefined || theirs.id === id ? undefined : { there: theirs.id, here: id },
    number: wholeNumberOf(theirs.number) === null ? theirs.number : undefined,
    ...strayWords(theirs, { title, severity, status, category }),
  });
  return {
    id,
    number: wholeNumberOf(theirs.number) ?? 0,
    cell,
    category,
    title,
    description: textOf(theirs.description).slice(0, LONGEST_PROSE),
    mitigation: textOf(theirs.mitigation).slice(0, LONGEST_PROSE),
    severity,
    status,
    rule: typeof theirs.rule === "string" && theirs.rule.length <= 64 ? theirs.rule : null,
    facts: factsIn(theirs.facts),
    ...(isEmpty(kept) ? {} : { aside: { [KEPT]: kept } }),
  };
}

/** Words that ours would not be written as, with what they were read as. */
function strayWords(theirs: Members, read: Pick<Threat, "title" | "severity" | "status" | "category">): Members {
  const stray = (word: unknown, written: string) => (word === undefined || word === written ? undefined : word);
  const prose = (text: unknown) =>
    text === undefined || (typeof text === "string" && text.length <= LONGEST_PROSE) ? undefined : text;
  const as = said({
    title: stray(theirs.title, read.title),
    severity: stray(theirs.severity, words.writeSeverity(read.severity)),
    status: stray(theirs.status, words.writeStatus(read.status)),
    type: stray(theirs.type, words.writeCategory(read.category)),
    description: prose(theirs.description),
    mitigation: prose(theirs.mitigation),
    rule: theirs.rule === undefined || typeof theirs.rule === "string" ? undefined : theirs.rule,
    facts: theirs.facts === undefined || isFactList(theirs.facts) ? undefined : theirs.facts,
  });
  return isEmpty(as) ? {} : { as };
}

const isFact = (one: unknown): one is Fact =>
  isObject(one) && typeof one.is === "string" && (one.of === undefined || typeof one.of === "string");
const isFactList = (facts: unknown): boolean => Array.isArray(facts) && facts.every(isFact);
const factsIn = (facts: unknown): Fact[] =>
  listOf(facts)
    .filter(isFact)
    .slice(0, 20)
    .map(({ is, of }) => (of === undefined ? { is } : { is, of }));

const cutName = (text: unknown): string => textOf(text).slice(0, LONGEST_NAME);
const cutProse = (text: unknown): string => textOf(text).slice(0, LONGEST_PROSE);
const asIs = (text: string): string => text;

export function writeThreat(threat: Threat): Members {
  const { as, id, number, ...kept } = membersOf(threat.aside?.[KEPT]);
  const was = membersOf(as);
  const named = membersOf(id);
  return {
    ...kept,
    id: named.here === threat.id ? named.there : threat.id,
    number: number ?? threat.number,
    title: wordFor(was.title, threat.title, cutName, asIs),
    type: wordFor(was.type, threat.category, words.readCategory, words.writeCategory),
    status: wordFor(was.status, threat.status, words.readStatus, words.writeStatus),
    severity: wordFor(was.severity, threat.severity, words.readSeverity, words.writeSeverity),
    description: wordFor(was.description, threat.description, cutProse, asIs),
    mitigation: wordFor(was.mitigation, threat.mitigation, cutProse, asIs),
    modelType: kept.modelType ?? "STRIDE",
    ...said({
      rule: was.rule ?? threat.rule ?? undefined,
      facts: was.facts ?? (threat.facts.length > 0 ? threat.facts : undefined),
    }),
  };
}
