import type { Language } from "../domain/language";
import type { JournalEntry as Wire } from "../operations/journal/entry";
import { type Messages, wordsIn } from "../words";
import { policyNameIn } from "./system-words";

/** What somebody reads of a member that changed: words, and moments, which are told where their reader lives. */
export type Said = { text: string } | { at: string };
export type ChangeLine = { field: string; before: Said[]; after: Said[]; same: number };
/** `what`: "Role Viewer"; `how`: "changed". */
export type ChangeTold = { what: string; how: string; lines: ChangeLine[] };

type Key = keyof Messages["journal"];
type Plain = Record<string, unknown>;

const nouns: Record<string, Key> = {
  access: "nounAccess",
  account: "nounAccount",
  collaboration: "nounCollaboration",
  diagram: "nounDiagram",
  environment: "nounEnvironment",
  group: "nounGroup",
  invitation: "nounInvitation",
  member: "nounMember",
  policy: "nounPolicy",
  request: "nounRequest",
  review: "nounReview",
  role: "nounRole",
  sentence: "nounSentence",
  session: "nounSession",
  share: "nounShare",
  "sign-in": "nounSignIn",
  team: "nounTeam",
  threat: "nounThreat",
  "threat-model": "nounThreatModel",
  "threat-rule": "nounThreatRule",
  token: "nounToken",
  view: "nounView",
};

const fields: Record<string, Key> = {
  all: "fieldLines",
  apiList: "fieldMethods",
  as: "fieldAs",
  behavior: "fieldBehavior",
  creatorUid: "fieldCreator",
  decision: "fieldDecision",
  description: "fieldDescription",
  diagrams: "fieldDiagrams",
  displayName: "fieldLabel",
  door: "filterDoor",
  draft: "fieldDraft",
  email: "fieldEmail",
  ended: "fieldEnded",
  entries: "fieldEntries",
  environment: "fieldEnvironment",
  format: "fieldFormat",
  group: "fieldGroup",
  groups: "fieldGroups",
  ip: "fieldAddress",
  lines: "fieldLines",
  method: "filterMethod",
  methods: "fieldMethods",
  name: "fieldName",
  note: "fieldNote",
  number: "fieldNumber",
  ownerLabel: "fieldLabel",
  password: "fieldPassword",
  path: "fieldPath",
  policies: "fieldPolicies",
  provider: "fieldProvider",
  reason: "fieldReason",
  receiveNotification: "fieldLetters",
  replacedBy: "fieldReplacedBy",
  role: "nounRole",
  roleIds: "fieldRoles",
  roles: "fieldRoles",
  shares: "fieldShares",
  signIns: "fieldSignIns",
  state: "fieldState",
  status: "fieldState",
  text: "nounSentence",
  title: "fieldName",
  to: "fieldTo",
  tokens: "fieldTokens",
  twoFactor: "fieldTwoFactor",
  until: "fieldUntil",
  updateVector: "fieldVersion",
  verified: "fieldVerified",
  version: "fieldVersion",
  why: "fieldNote",
};

const values: Record<string, Key> = {
  ALLOW: "valueAllow",
  DENY: "valueDeny",
  OPEN: "valueOpen",
  DECLINED: "valueDeclined",
  GRANTED: "valueGranted",
  changed: "changed",
  "others ended": "valueOthersEnded",
  ended: "ended",
  deleted: "removed",
  "set anew by letter": "valueByLetter",
  "letter sent": "valueLetterSent",
  "for a new one": "valueAskedAnew",
  reused: "valueReused",
  keep: "valueKeep",
  remove: "valueRemove",
  skip: "valueSkip",
  page: "doorBrowser",
  rest: "doorRest",
};

const states: Record<string, keyof Messages["words"]> = {
  PENDING: "statePending",
  ACTIVE: "stateActive",
  SUSPENDED: "stateSuspended",
  REJECTED: "stateRejected",
  LEFT: "stateLeft",
};

/** What the entry itself says already: whom and what it is about. */
const ABOUT = new Set(["collaboration", "collaborationId", "type", "resourceId", "id", "threatModelId", "diagramId"]);

/** What changed, in words; null for what was refused. */
export function changeInWords(entry: Wire, language: Language): ChangeTold | null {
  const { target, before, after } = entry;
  if (target === "call") return null;
  const t = wordsIn(language, "journal");
  const [was, is] = [partsOf(before), partsOf(after)];
  const noun = nouns[target];
  const named = nameOf(entry, was, is);
  const what = [noun ? t(noun) : target, named].filter(Boolean).join(" ");
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((name) => !ABOUT.has(name));
  const differ = names.filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]));
  const shown = differ.length > 0 ? differ : names;
  return { what, how: t(howOf(entry, is)), lines: shown.map((name) => lineOf(name, was, is, entry, language)) };
}

function nameOf({ member, resource, resourceName }: Wire, was: Plain, is: Plain): string {
  if (resource) return resourceName;
  if (member) return member.name;
  const own = [is, was].flatMap((said) => ["name", "title", "text", "description", "email"].map((key) => said[key]));
  return own.find((one): one is string => typeof one === "string" && one !== "") ?? "";
}

function howOf({ target, before, after }: Wire, is: Plain): Key {
  if (is.ended) return "ended";
  if (after === null && before !== null) return "removed";
  const isNoBeginning = "renewed" in is || "decision" in is || "why" in is || "asked" in is || "dismissed" in is;
  const isAccounts = target === "account" && !("email" in is);
  return before !== null || isNoBeginning || isAccounts ? "changed" : "added";
}

function lineOf(name: string, was: Plain, is: Plain, entry: Wire, language: Language): ChangeLine {
  const [before, after] = [listOf(was[name]), listOf(is[name])];
  const keys = [before, after].map((list) => new Set(list.map((one) => JSON.stringify(one))));
  const both = before.filter((one) => keys[1]!.has(JSON.stringify(one)));
  // Of two long lists only what differs is looked for.
  const same = before.length + after.length > 6 ? both.length : 0;
  const only = (list: readonly unknown[], other: ReadonlySet<string>) =>
    list
      .filter((one) => same === 0 || !other.has(JSON.stringify(one)))
      .map((one) => saidOf(name, one, entry, language));
  const field = fields[name];
  return {
    field: field ? wordsIn(language, "journal")(field) : name,
    before: only(before, keys[1]!),
    after: only(after, keys[0]!),
    same,
  };
}

function saidOf(name: string, value: unknown, { called, target }: Wire, language: Language): Said {
  const t = wordsIn(language, "journal");
  if (typeof value === "boolean") return { text: t(value ? "valueYes" : "valueNo") };
  if (typeof value === "string") {
    if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return { at: value.slice(0, 19).replace("T", " ") };
    if (states[value]) return { text: wordsIn(language, "words")(states[value]) };
    if (values[value]) return { text: t(values[value]) };
    return { text: value };
  }
  const kind = name === "policies" || (name === "replacedBy" && target === "policy") ? "policy" : "role";
  if (typeof value === "number" && ["roleIds", "roles", "role", "policies", "replacedBy"].includes(name)) {
    const known = called[`${kind}:${value}`];
    if (known === undefined) return { text: t(kind === "role" ? "roleGone" : "policyGone", { id: value }) };
    return { text: kind === "policy" ? policyNameIn(language, value, known) : known };
  }
  // One of all that is shared: type, id, roles.
  if (Array.isArray(value) && value.length > 1 && Array.isArray(value.at(-1))) {
    const roles = (value.at(-1) as unknown[]).map((id) => called[`role:${id}`] ?? String(id));
    return { text: `${value.slice(0, -1).join(" ")}: ${roles.join(", ")}` };
  }
  const own = partsOf(value).name;
  return { text: typeof own === "string" ? own : typeof value === "object" ? JSON.stringify(value) : String(value) };
}

const listOf = (value: unknown): unknown[] =>
  value === null || value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value];

const partsOf = (value: unknown): Plain =>
  value === null || value === undefined
    ? {}
    : typeof value === "object" && !Array.isArray(value)
      ? (value as Plain)
      : { shares: value };
