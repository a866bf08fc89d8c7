import { z } from "zod";
import { environmentNamesOf } from "../../../db/roster";
import type { Change } from "../../domain/change";
import { memberStatuses } from "../../domain/collaboration";
import { modelRoles } from "../../domain/diagram/rights";
import { systemPolicies } from "../../domain/policy";
import { resourceTypes } from "../../domain/resource";
import type { WorldFacts } from "../../domain/world";
import type { At } from "../operation";

const int = z.number().int();
const named = z.strictObject({ id: int, name: z.string() });
/** One thing that would have to be changed; `put` tells whether something is given or taken. What does not apply is null. */
export const changeShape = z.strictObject({
  change: z.enum(["status", "share", "policy", "role", "newRole", "token", "list"]),
  put: z.boolean(),
  memberId: int.nullable(),
  /** Of a status: the one they are in. */
  from: z.enum(memberStatuses).nullable(),
  collaborationId: int.nullable(),
  /** Of a share that is there already. */
  shareId: int.nullable(),
  place: z.strictObject({ type: z.enum(resourceTypes), resourceId: z.string(), name: z.string() }).nullable(),
  /** Of a share: the roles it would have, and which of them are new or gone. None at all: it is no longer shared. */
  roleIds: z.array(int),
  given: z.array(named),
  taken: z.array(named),
  role: named.nullable(),
  policy: named.nullable(),
  method: z.string().nullable(),
  tokenId: int.nullable(),
  threatModelId: z.string().nullable(),
  /** Of a threat model's own list: as what they would be on it. */
  listAs: z.enum(modelRoles).nullable(),
});
export type ChangeWire = z.infer<typeof changeShape>;

export const nothingElse = {
  memberId: null,
  from: null,
  collaborationId: null,
  shareId: null,
  place: null,
  roleIds: [],
  given: [],
  taken: [],
  role: null,
  policy: null,
  method: null,
  tokenId: null,
  threatModelId: null,
  listAs: null,
} satisfies Partial<ChangeWire>;

export async function changeWires(
  { db }: Pick<At<unknown>, "db">,
  facts: Pick<WorldFacts, "ownerUid" | "roles" | "policies" | "shares">,
  changes: readonly Change[],
): Promise<ChangeWire[]> {
  const things = changes.flatMap((one) => ("resource" in one && one.resource.type === "ENV" ? one.resource.id : []));
  const names = await environmentNamesOf(db, facts.ownerUid, [...new Set(things)]);
  const roles = new Map(facts.roles.map(({ id, name }) => [id, name]));
  const policies = new Map([...facts.policies, ...systemPolicies].map(({ id, name }) => [id, name]));
  const role: Namer = (id) => ({ id, name: roles.get(id) ?? "" });
  const policy: Namer = (id) => ({ id, name: policies.get(id) ?? "" });
  return changes.map((one) => {
    const at = "resource" in one ? one.resource : null;
    const place = at && { type: at.type, resourceId: at.id, name: names.get(at.id) ?? at.id };
    return {
      ...nothingElse,
      change: one.change,
      put: true,
      place,
      shareId: shareOf(one, facts),
      ...detailsOf(one, role, policy),
    };
  });
}

function shareOf(one: Change, { shares }: Pick<WorldFacts, "shares">): number | null {
  if (one.change !== "share") return null;
  const { collaborationId, resource } = one;
  const same = (share: WorldFacts["shares"][number]) =>
    share.collaborationId === collaborationId && share.type === resource.type && share.resourceId === resource.id;
  return shares.find(same)?.id ?? null;
}

type Namer = (id: number) => { id: number; name: string };

function detailsOf(one: Change, role: Namer, policy: Namer): Partial<ChangeWire> {
  switch (one.change) {
    case "status":
      return { memberId: one.memberId, from: one.from };
    case "share": {
      const { collaborationId, roleIds, given, taken } = one;
      return { put: given.length > 0, collaborationId, roleIds, given: given.map(role), taken: taken.map(role) };
    }
    case "policy":
      return { put: one.put, policy: policy(one.policyId), method: one.method };
    case "role":
      return { put: false, role: role(one.roleId), policy: policy(one.policyId) };
    case "newRole":
      return { method: one.method };
    case "token":
      return { put: one.put, tokenId: one.tokenId, method: one.method };
  }
}
