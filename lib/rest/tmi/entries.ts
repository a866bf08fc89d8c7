import { isDemo } from "../../demo";
import { isObject } from "../../domain/diagram/cell";
import type { ModelWire } from "../../operations/wire/models";
import { DEMO_DOMAIN, principalOf } from "../../principal";
import { Declined } from "./declined";
import type { Profile } from "./profiles";

type Entry = ModelWire["authorization"][number];
type Role = Entry["role"];
export type EntrySent =
  | { principalType: "user"; uid: number; role: Role }
  | { principalType: "user"; email: string; role: Role }
  | { principalType: "group"; provider: string; group: string; role: Role };

/** A line of a threat model's own list: today's form, and for the old clients theirs beside it. */
export function entryOf(entry: Entry, profile: Profile) {
  const { role } = entry;
  const principal =
    entry.principalType === "user"
      ? principalOf(entry)
      : { principal_type: "group" as const, provider: entry.provider || "tmi", provider_id: entry.group };
  if (profile === "1.8") return { ...principal, role };
  const subject = "email" in principal ? principal.email : principal.provider_id;
  return { ...principal, subject, subject_type: principal.principal_type, idp: principal.provider, role };
}

/** The lines a client sends, in either generation's form; null and absent mean that it says nothing of them. Declines: 400. */
export function readEntries(sent: unknown): EntrySent[] | undefined {
  if (sent === undefined || sent === null) return undefined;
  if (!Array.isArray(sent) || sent.length > 1000) throw bad("authorization is a list.");
  return sent.map(readEntry);
}

function readEntry(sent: unknown): EntrySent {
  if (!isObject(sent)) throw bad("authorization is a list of principals.");
  const given = (...names: string[]) =>
    names.map((name) => sent[name]).find((one): one is string => typeof one === "string" && one !== "") ?? "";
  const role = given("role");
  if (role !== "owner" && role !== "writer" && role !== "reader") throw bad("A role is owner, writer or reader.");
  const [kind, provider, id] = [
    given("principal_type", "subject_type"),
    given("provider", "idp"),
    given("provider_id", "subject"),
  ];
  if (kind === "group") {
    if (id === "") throw bad("A group needs a name.");
    return { principalType: "group", provider, group: id, role };
  }
  if (kind !== "user") throw bad("A principal is a user or a group.");
  return { principalType: "user", ...userNamed(provider, id, given("email")), role };
}

/** Whom a client means: an address here, a name in the demo, or the number of an account whose address no client can read. */
function userNamed(provider: string, id: string, email: string): { uid: number } | { email: string } {
  if (id.includes("@")) return { email: id };
  if (provider === "confer" && /^[1-9]\d{0,15}$/.test(id)) return { uid: Number(id) };
  if (id !== "" && isDemo() && (provider === "" || provider === "tmi" || provider === "test"))
    return { email: `${id}@${DEMO_DOMAIN}` };
  if (email !== "") return { email };
  throw bad("A user is named by an address: in provider_id, email or subject.");
}

/** A patch may name somebody twice, and the last word holds (tmi.md 3.3). */
export function lastWord(entries: readonly EntrySent[]): EntrySent[] {
  const byName = new Map<string, EntrySent>();
  for (const entry of entries) {
    const { role: _, ...name } = entry;
    byName.set(JSON.stringify(name).toLowerCase(), entry);
  }
  return [...byName.values()];
}

const bad = (why: string) => new Declined(400, "invalid_input", why);
