import { type Language, tags } from "../domain/language";
import type { ChangeWire } from "../operations/why/changes";
import type { ExplanationWire } from "../operations/why/explain";
import { wordsIn } from "../words";
import { policyNameIn } from "./system-words";
import { placeIn } from "./why-places";
import { type Book, isOwnersAlone, lacking, nameFor, type Step, stepsOf } from "./why-steps";

/**
 * A change by its words; the form where it is made, filled in, null where no page of the reader's makes it; the steps that make it, which
 * can be looked at first, none where it takes more than a press; and what should be known before.
 */
export type Offered = { text: string; href: string | null; steps: Step[]; notes: string[] };

export function changesInWords(
  answer: ExplanationWire,
  asked: { [name: string]: string | number | boolean | undefined | null },
  language: Language,
  book: Book | null,
): Offered[] {
  const changes = answer.changes ?? [];
  const ownerUid = asked.ownerUid ? Number(asked.ownerUid) : undefined;
  const newRole = changes.find(({ change }) => change === "newRole")?.method;
  const made = newRole && book ? nameFor(newRole, book) : "";
  return changes.map((one) => {
    const isOthers = ownerUid !== undefined && isOwnersAlone(one);
    const href = isOthers ? null : hrefOf(one, answer);
    const of = ownerUid && href ? `${href.includes("?") ? "&" : "?"}of=${ownerUid}` : "";
    return {
      text: said(one, answer, language, made),
      href: href && `${href}${of}`,
      steps: stepsOf(one, { answer, ownerUid, book, made }),
      notes: notesOn(one, answer, language, book, isOthers),
    };
  });
}

function notesOn(
  one: ChangeWire,
  { owner, person, thing }: ExplanationWire,
  language: Language,
  book: Book | null,
  isOthers: boolean,
): string[] {
  const t = wordsIn(language, "access");
  if (isOthers) return [t("changeOwner", { owner: owner.name })];
  if (one.change === "status" && one.from !== "SUSPENDED") return [t("changeWaits", { name: person.name })];
  if (one.change !== "token" || !book?.token) return [];
  const at = placeIn(language, one.place ?? thing);
  const { name } = person;
  const { methods, resources } = book.token;
  const { lacksMethod, lacksThing } = lacking(book.token, one.method!, one.place!);
  if (!one.put && methods.length === 1) return [t("tokenLast", { name })];
  const gains = { name, method: one.method!, n: resources.length, thing: at, methods: methods.length };
  return [
    ...(one.put ? [] : [t("tokenLoses", gains)]),
    ...(one.put && lacksMethod ? [t("tokenGains", gains)] : []),
    ...(one.put && lacksThing ? [t("tokenReaches", gains)] : []),
    t("tokenAlone"),
  ];
}

function said(one: ChangeWire, { person, thing }: ExplanationWire, language: Language, made: string): string {
  const t = wordsIn(language, "access");
  const { name } = person;
  const list = new Intl.ListFormat(tags[language], { type: "conjunction" });
  // One that is yet to be made has no name of its own.
  const named = (all: ChangeWire["given"]) => list.format(all.map((role) => role.name || made));
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
      return t("changeNewRole", { method, made: made || method.slice(method.lastIndexOf(".") + 1) });
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
