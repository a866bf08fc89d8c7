import { type Language, tags } from "../domain/language";
import type { ModelListEntry } from "../operations/pages/get-model-access";
import type { RoleBook } from "../operations/pages/get-role-book";
import type { ChangeWire } from "../operations/why/changes";
import type { ExplanationWire } from "../operations/why/explain";
import { wordsIn } from "../words";
import type { tryFirst } from "./previews";
import { policyNameIn } from "./system-words";
import { placeIn } from "./why-places";

/**
 * A change by its words; the form where it is made, filled in, null where no page of the reader's makes it; and the step that makes it,
 * which can be tried first, null where it takes more than a press.
 */
export type Offered = { text: string; href: string | null; step: Step | null };
export type Step = Parameters<typeof tryFirst>[0][number];
/** What a change is of besides, where it is: what roles and policies are made of, and whom a threat model's own list names. */
export type Book = Partial<Pick<RoleBook, "roles" | "policies">> & { entries?: readonly ModelListEntry[] };

export function changesInWords(
  answer: ExplanationWire,
  { ownerUid }: { [name: string]: string | number | undefined | null },
  language: Language,
  book: Book | null,
): Offered[] {
  const { person, changes } = answer;
  return (changes ?? []).map((one) => {
    const href = hrefOf(one, answer);
    const of = ownerUid && href ? `${href.includes("?") ? "&" : "?"}of=${ownerUid}` : "";
    const step =
      one.change === "list"
        ? listStep(one, answer, book)
        : stepOf(one, ownerUid ? { ownerUid: Number(ownerUid) } : {}, book);
    return { text: said(one, person.name, answer, language), href: href && `${href}${of}`, step };
  });
}

/** Roles and policies are changed by their owner alone, in their own account. */
function stepOf(one: ChangeWire, of: { ownerUid?: number }, book: Book | null): Step | null {
  const own = of.ownerUid === undefined;
  if (one.change === "status" && one.from === "SUSPENDED") {
    return { verb: "activateMember", input: { id: one.memberId!, ...of } };
  }
  if (one.change === "share") {
    const { collaborationId, shareId, place, roleIds } = one;
    if (roleIds.length === 0) {
      const input = { collaborationId: collaborationId!, ids: [shareId!] };
      return own && shareId !== null ? { verb: "deleteResources", input } : null;
    }
    const { type: resourceType, resourceId } = place!;
    const isMade = roleIds.every((id) => id > 0);
    const roles = roleIds.map(String);
    const input = { collaborationId: collaborationId!, resourceType, resourceId, roleIds: roles, ...of };
    return isMade ? { verb: "setResource", input } : null;
  }
  const policy = own && one.change === "policy" ? book?.policies?.find(({ id }) => id === one.policy!.id) : undefined;
  if (policy && !policy.isSystem) {
    const others = policy.methods.filter((method) => method !== one.method);
    // A policy of nothing is none.
    const methods = one.put ? [...others, one.method!] : others;
    return methods.length > 0 ? { verb: "editPolicy", input: { id: policy.id, methods } } : null;
  }
  const role = own && one.change === "role" ? book?.roles?.find(({ id }) => id === one.role!.id) : undefined;
  const policies = role?.policyIds.filter((id) => id !== one.policy!.id) ?? [];
  return role && policies.length > 0
    ? { verb: "editRole", input: { id: role.id, policies: policies.map(String) } }
    : null;
}

function listStep(one: ChangeWire, { person }: ExplanationWire, book: Book | null): Step | null {
  if (!book?.entries) return null;
  const isThey = ({ email }: ModelListEntry) => email.toLowerCase() === person.email.toLowerCase();
  const others = book.entries.filter((entry) => entry.principalType === "group" || !isThey(entry));
  const authorization = [
    ...others.map(({ principalType, uid, email, provider, group, role }) =>
      principalType === "group"
        ? { principalType, provider, group, role }
        : { principalType, role, ...(uid === null ? { email } : { uid }) },
    ),
    ...(one.put ? [{ principalType: "user" as const, email: person.email, role: one.listAs! }] : []),
  ];
  return { verb: "editThreatModel", input: { id: one.threatModelId!, changes: { authorization } } };
}

function said(one: ChangeWire, name: string, { thing }: ExplanationWire, language: Language): string {
  const t = wordsIn(language, "access");
  const list = new Intl.ListFormat(tags[language], { type: "conjunction" });
  const named = (all: ChangeWire["given"]) => list.format(all.map((role) => role.name));
  const policy = one.policy ? policyNameIn(language, one.policy.id, one.policy.name) : "";
  const method = one.method ?? "";
  const at = placeIn(language, one.place ?? thing);
  switch (one.change) {
    case "status":
      return t(one.from === "PENDING" ? "changeInvite" : isGone(one) ? "changeReinvite" : "changeActivate", { name });
    case "share":
      if (one.put) return t("changeGive", { roles: named(one.given), thing: at });
      return one.roleIds.length === 0
        ? t("changeUnshare", { thing: at })
        : t("changeTake", { roles: named(one.taken), thing: at });
    case "policy":
      return t(one.put ? "changePutMethod" : "changeTakeMethod", { method, policy });
    case "role":
      return t("changeTakePolicy", { policy, role: one.role?.name ?? "" });
    case "newRole":
      return t("changeNewRole", { method });
    case "token":
      return t(one.put ? "changeTokenPut" : "changeTokenTake", { method, thing: at });
    case "list":
      return t(one.put ? "changeList" : "changeUnlist", { name, called: one.listAs ?? "reader" });
  }
}

const isGone = ({ from }: ChangeWire): boolean => from === "REJECTED" || from === "LEFT";

/** Where the change is made by hand, as far filled in as that form can be. */
function hrefOf(one: ChangeWire, { person }: ExplanationWire): string | null {
  const method = encodeURIComponent(one.method ?? "");
  switch (one.change) {
    case "status":
      return `/members/${one.memberId}`;
    case "share": {
      const thing = encodeURIComponent(`${one.place!.type}:${one.place!.resourceId}`);
      // A new role of a policy that is yet to be made has no id.
      const roles = one.given.map(({ id }) => id).filter((id) => id > 0);
      if (!one.put) return `/environments?thing=${thing}`;
      return roles.length > 0
        ? `/environments?thing=${thing}&ask=${encodeURIComponent("share:")}${thing}&give=${one.collaborationId}.${roles.join(".")}`
        : null;
    }
    case "policy":
      return `/policies?policy=${one.policy!.id}&edit=1&${one.put ? "put" : "take"}=${method}`;
    case "role":
      return `/roles?role=${one.role!.id}&edit=1`;
    case "newRole":
      return `/policies?policy=new&put=${method}`;
    case "token":
      return `/tokens?token=${one.tokenId}&${one.put ? "put" : "take"}=${method}`;
    case "list":
      return one.put
        ? `/threat-models?ask=share.${one.threatModelId}&to=${encodeURIComponent(person.email)}&as=${one.listAs}`
        : `/threat-models?model=${one.threatModelId}`;
  }
}
