import { type Answer, resultOf } from "@/lib/actions/answer";
import {
  type CatalogueEntry,
  getCatalogue,
  getRoleBook,
  getRoleUse,
  type RoleBook,
  type RoleUse,
} from "@/lib/actions/pages";

export type { CatalogueEntry, RoleBook, RoleUse };
export type Role = RoleBook["roles"][number];
export type Policy = RoleBook["policies"][number];
/** A role before it is somebody's, to make one's own from. */
export type Template = RoleBook["templates"][number];
/** What a role comes to is known of any of them. */
export type RoleLike = Pick<Role, "name" | "policyIds">;

/** All there is about roles and policies; a change of one can change what another comes to. */
export const rolesKey = ["roles"] as const;
export const bookKey = (ownerUid?: number) => [...rolesKey, "book", ownerUid ?? null] as const;
export const usedKey = (roleIds: readonly number[], ownerUid?: number) =>
  [...rolesKey, "use", roleIds.join(), ownerUid ?? null] as const;
export const catalogueKey = ["catalogue"] as const;

const of = (ownerUid?: number) => (ownerUid === undefined ? {} : { ownerUid });

export const readBook = (ownerUid?: number): Promise<RoleBook> => resultOf(getRoleBook(of(ownerUid)));

export const readUse = (roleIds: readonly number[], ownerUid?: number): Promise<RoleUse> =>
  resultOf(getRoleUse({ roleIds: [...roleIds], ...of(ownerUid) }));

export const readCatalogue = async (): Promise<CatalogueEntry[]> => (await resultOf(getCatalogue({}))).methods;

/** What policies come to together: `allowed` by some and denied by none; `denied`: allowed by some, and taken away by another. */
export type Sum = { allowed: ReadonlySet<string>; denied: ReadonlySet<string> };

export function sumOf(policies: readonly Policy[]): Sum {
  const named = (behavior: Policy["behavior"]) =>
    new Set(policies.filter((one) => one.behavior === behavior).flatMap((one) => one.methods));
  const [offered, taken] = [named("ALLOW"), named("DENY")];
  return {
    allowed: new Set([...offered].filter((method) => !taken.has(method))),
    denied: new Set([...offered].filter((method) => taken.has(method))),
  };
}

export const policiesOf = (ids: readonly number[], policies: readonly Policy[]): Policy[] =>
  policies.filter((policy) => ids.includes(policy.id));

/** What changes from one set of methods to another, by name. */
export const changesOf = (before: ReadonlySet<string>, after: ReadonlySet<string>) => ({
  more: [...after].filter((method) => !before.has(method)).sort(),
  fewer: [...before].filter((method) => !after.has(method)).sort(),
});

/** Undoes what was just done, and says so where it is refused. */
export const undoing =
  <O>(work: () => Promise<Answer<O>>, after: () => Promise<void>) =>
  async (): Promise<void> => {
    await resultOf(work());
    await after();
  };
