import { NEW } from "../domain/change";
import type { ModelListEntry } from "../operations/pages/get-model-access";
import type { RoleBook } from "../operations/pages/get-role-book";
import type { ChangeWire } from "../operations/why/changes";
import type { ExplanationWire } from "../operations/why/explain";
import type { tryFirst } from "./previews";
import type { editToken } from "./tokens";

/** What can be tried first; and what concerns nobody else, so that there is nothing to try. */
export type Trial = Parameters<typeof tryFirst>[0][number];
export type Step = Trial | { verb: "editToken"; input: Parameters<typeof editToken>[0] };
/**
 * What a change is of besides, where it is: what roles and policies are made of, whom a threat model's own list names, and what a token
 * holds.
 */
export type Book = Partial<Pick<RoleBook, "roles" | "policies">> & {
  entries?: readonly ModelListEntry[];
  token?: { methods: string[]; resources: string[] };
};
/** `ownerUid`: of somebody who acts for the owner. `made`: what a policy and a role are called that are yet to be made. */
type About = { answer: ExplanationWire; ownerUid?: number | undefined; book: Book | null; made: string };

/** The steps that make a change; none where it takes more than presses, or somebody else. */
export function stepsOf(one: ChangeWire, about: About): Step[] {
  const own = about.ownerUid === undefined;
  switch (one.change) {
    case "status":
      return statusStep(one, about);
    case "share":
      return shareStep(one, about);
    case "list":
      return listStep(one, about);
    case "token":
      return tokenStep(one, about);
    // Roles and policies are changed by their owner alone, in their own account.
    case "policy":
      return own ? policyStep(one, about) : [];
    case "role":
      return own ? roleStep(one, about) : [];
    case "newRole":
      return own && about.made ? newRoleSteps(one, about) : [];
  }
}

/** Is it the owner alone who makes it? */
export const isOwnersAlone = ({ change, roleIds }: ChangeWire): boolean =>
  change === "policy" ||
  change === "role" ||
  change === "newRole" ||
  (change === "share" && (roleIds.length === 0 || roleIds.includes(NEW)));

function statusStep({ memberId, from }: ChangeWire, { ownerUid }: About): Step[] {
  const input = { id: memberId!, ...(ownerUid === undefined ? {} : { ownerUid }) };
  // An end that has come leaves them active in name, and is moved by hand.
  if (from === "ACTIVE") return [];
  return [{ verb: from === "SUSPENDED" ? "activateMember" : "resendMemberInvitation", input }];
}

function shareStep(one: ChangeWire, { ownerUid, made }: About): Step[] {
  const collaborationId = one.collaborationId!;
  const { shareId, place, roleIds } = one;
  if (roleIds.length === 0) {
    if (ownerUid !== undefined || shareId === null) return [];
    return [{ verb: "deleteResources", input: { collaborationId, ids: [shareId] } }];
  }
  if (roleIds.includes(NEW) && (ownerUid !== undefined || !made)) return [];
  const { type: resourceType, resourceId } = place!;
  const roles = roleIds.map((id) => (id === NEW ? made : String(id)));
  const of = ownerUid === undefined ? {} : { ownerUid };
  return [{ verb: "setResource", input: { collaborationId, resourceType, resourceId, roleIds: roles, ...of } }];
}

function policyStep(one: ChangeWire, { book }: About): Step[] {
  const policy = book?.policies?.find(({ id }) => id === one.policy!.id);
  if (!policy || policy.isSystem) return [];
  const others = policy.methods.filter((method) => method !== one.method);
  // A policy of nothing is none.
  const methods = one.put ? [...others, one.method!] : others;
  return methods.length > 0 ? [{ verb: "editPolicy", input: { id: policy.id, methods } }] : [];
}

function roleStep(one: ChangeWire, { book }: About): Step[] {
  const role = book?.roles?.find(({ id }) => id === one.role!.id);
  const policies = role?.policyIds.filter((id) => id !== one.policy!.id) ?? [];
  return role && policies.length > 0
    ? [{ verb: "editRole", input: { id: role.id, policies: policies.map(String) } }]
    : [];
}

function newRoleSteps({ method }: ChangeWire, { made }: About): Step[] {
  return [
    { verb: "addPolicy", input: { name: made, methods: [method!] } },
    { verb: "addRole", input: { name: made, policies: [made], receiveNotification: false } },
  ];
}

function tokenStep({ tokenId, method, put, place }: ChangeWire, { book }: About): Step[] {
  const token = book?.token;
  if (!token) return [];
  const { lacksMethod, lacksThing } = lacking(token, method!, place!);
  const methods = put ? [...token.methods, method!] : token.methods.filter((name) => name !== method);
  if (methods.length === 0) return [];
  const terms = {
    ...(!put || lacksMethod ? { apiList: methods } : {}),
    ...(put && lacksThing ? { resources: [...token.resources, `${place!.type}:${place!.resourceId}`] } : {}),
  };
  return [{ verb: "editToken", input: { id: tokenId!, ...terms } }];
}

/** What of it a token lacks that is to let somebody call a method on a thing. One limited to no thing in particular reaches all. */
export const lacking = (
  { methods, resources }: NonNullable<Book["token"]>,
  method: string,
  { type, resourceId }: NonNullable<ChangeWire["place"]>,
) => ({
  lacksMethod: !methods.includes(method),
  lacksThing: resources.length > 0 && ![`${type}:${resourceId}`, `${type}:*`].some((key) => resources.includes(key)),
});

function listStep(one: ChangeWire, { answer: { person }, book }: About): Step[] {
  if (!book?.entries) return [];
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
  return [{ verb: "editThreatModel", input: { id: one.threatModelId!, changes: { authorization } } }];
}

/** What a policy and the role of it are called that hold one method: as the method, and as nothing else is called yet. */
export function nameFor(method: string, { roles = [], policies = [] }: Book): string {
  const taken = new Set([...roles, ...policies].map(({ name }) => name.toLowerCase()));
  const short = method.slice(method.lastIndexOf(".") + 1);
  for (let n = 1; ; n++) {
    const name = n === 1 ? short : `${short} ${n}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}
