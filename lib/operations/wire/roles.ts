import type { z } from "zod";
import type { Person } from "../../../db/accounts";
import type { Book, Role } from "../../../db/albums";
import type { PolicyRow } from "../../../db/schema";
import { methods } from "../../domain/method";
import { type Policy, systemPolicies } from "../../domain/policy";
import { writtenOnce } from "../../written-once";
import { userWire } from "./people";
import type { apiListItemShape, policyShape, roleShape } from "./shapes";

export type PolicyWire = z.infer<typeof policyShape>;
export type RoleWire = z.infer<typeof roleShape>;
export type ApiListItem = z.infer<typeof apiListItemShape>;

const items = new Map<string, ApiListItem>(
  methods.map((method) => [
    method.name,
    {
      id: method.id,
      isCollaborationAccessible: method.isCollaborationAccessible,
      isSafe: method.isSafe,
      method: method.name,
      useObjectHash: false,
    },
  ]),
);

/** The catalogue's entries of these methods, by canonical name, sorted; unknown ones are left out. */
export const apiListItems = (names: Iterable<string>): ApiListItem[] =>
  [...names]
    .flatMap((name) => items.get(name) ?? [])
    .sort((a, b) => (a.method < b.method ? -1 : a.method > b.method ? 1 : 0));

/** A custom policy as the domain knows it. */
export const policyOf = (row: PolicyRow): Policy => ({
  id: row.id,
  name: row.name,
  uniqueName: "",
  description: row.description,
  type: row.type,
  behavior: row.behavior,
  isSystem: false,
  methods: row.methods,
});

export const policyWire = (
  policy: Policy,
  owner: Pick<Person, "uid" | "email" | "name"> | null,
  roles: readonly { id: number }[] = [],
): PolicyWire => ({
  apiListItems: apiListItems(policy.methods),
  behavior: policy.behavior,
  description: policy.description,
  id: policy.id,
  isSystem: policy.isSystem,
  name: policy.name,
  owner: policy.isSystem || !owner ? null : userWire(owner),
  roles: roles.map(({ id }) => ({ id })),
  type: policy.type,
  uniqueName: policy.uniqueName,
  useObjectHash: false,
});

/** How deep roles are shown: by themselves, or with their policies and each policy's methods (vap.md B.4). */
export type Depth = "flat" | "whole";

/** System policies are nobody's and never change: made once. Keyed by id. */
const systemPolicyWires = new Map(systemPolicies.map((policy) => [policy.id, policyWire(policy, null)]));

/** Builds the wire form of one owner's roles, each made once however often it is used. Keyed by role id. */
export function roleWires(
  roles: readonly Role[],
  custom: readonly PolicyRow[],
  owner: Pick<Person, "uid" | "email" | "name">,
  depth: Depth,
): Map<number, RoleWire> {
  const policies = new Map(custom.map((row) => [row.id, policyOf(row)]));
  const made = new Map<number, PolicyWire>();
  const wireOf = (id: number): PolicyWire | PolicyWire[] => {
    const own = policies.get(id);
    if (own && !made.has(id)) made.set(id, policyWire(own, owner));
    return made.get(id) ?? systemPolicyWires.get(id) ?? [];
  };
  const by = userWire(owner);
  return new Map(
    roles.map((role) => [
      role.id,
      {
        description: role.description,
        id: role.id,
        name: role.name,
        owner: by,
        policies: depth === "whole" ? role.policy_ids.flatMap(wireOf) : [],
        receiveNotification: role.receive_notification,
        type: role.type,
        useObjectHash: false,
      },
    ]),
  );
}

const kept = new WeakMap<Book, { owner: string; wires: Map<number, RoleWire> }>();

/** The same, whole, of a book that is kept: made once, and written once, for as long as its owner is called the same. */
export function bookWires(book: Book, owner: Person): Map<number, RoleWire> {
  const called = `${owner.email} ${owner.name}`;
  const before = kept.get(book);
  if (before?.owner === called) return before.wires;
  const wires = roleWires(book.roles, book.policies, owner, "whole");
  for (const wire of wires.values()) writtenOnce(wire);
  kept.set(book, { owner: called, wires });
  return wires;
}
