import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { usesOfRoles } from "../../../db/role-use";
import { policiesOf, rolesOf } from "../../../db/roles";
import type { Actor } from "../../domain/actor";
import { type Policy, systemPolicies } from "../../domain/policy";
import { methodsAnywhere, roleMethods } from "../../domain/rights";
import { roleTemplates } from "../../domain/role";
import type { World } from "../../domain/world";
import * as field from "../fields";
import { operation } from "../operation";
import { mayActForOwner, ownerMeant, type Standing, standingOf } from "../standing";
import { policyOf } from "../wire/roles";

const template = {
  name: z.string(),
  description: z.string(),
  type: z.enum(["VAP", "CMP"]),
  notify: z.boolean(),
  policyIds: z.array(z.number()),
};
const role = z.strictObject({
  ...template,
  id: z.number(),
  /** In how many collaborations somebody holds it, and on how many things. */
  members: z.number(),
  things: z.number(),
  /** What it allows and the caller holds nowhere in this account: as long as there is any of it, they cannot give it (D10). */
  lacking: z.array(z.string()),
});
const policy = z.strictObject({
  id: z.number(),
  name: z.string(),
  description: z.string(),
  type: z.enum(["COLLABORATION", "ENVIRONMENT", "CMP"]),
  behavior: z.enum(["ALLOW", "DENY"]),
  isSystem: z.boolean(),
  /** Where a system policy stands in the tree, root first and without the root; empty for one's own. */
  path: z.array(z.string()),
  methods: z.array(z.string()),
  /** What it would give and the caller holds nowhere in this account. */
  lacking: z.array(z.string()),
});
const roleBook = z.strictObject({
  owner: z.strictObject({ uid: z.number(), name: z.string() }),
  /** Whether the caller is that owner, who alone makes and changes roles and policies (vap.md A.1). */
  own: z.boolean(),
  roles: z.array(role),
  policies: z.array(policy),
  /** Ready-made roles, nobody's, each under a key that stays: to make one's own from. */
  templates: z.array(z.strictObject({ ...template, key: z.string() })),
});
export type RoleBook = z.infer<typeof roleBook>;

export const getRoleBook = operation({
  method: "confer.pages.GetRoleBook",
  grant: "users.collaboration.GetRoles",
  kind: "read",
  tokens: false,
  summary:
    "Show the owner's roles with how far each reaches, every policy they can be made of, and the ready-made ones.",
  input: z.object({ ownerUid: field.ownerUid() }),
  output: roleBook,
  owner: ownerMeant,
  load: standingOf,
  allow: (at) => mayActForOwner(at, at.facts),
  handle: async (at) => {
    const account = (await findAccount(at.db, at.owner))!;
    const uses = new Map((await usesOfRoles(at.db, at.owner)).map((use) => [use.role_id, use]));
    const own = (await policiesOf(at.db, at.owner)).map(policyOf);
    const rows = await rolesOf(at.db, at.owner);
    const used = new Set(rows.flatMap((row) => row.policy_ids));
    const mine = at.facts.as === "owner";
    const lacking = lackingBy(at.facts, at.actor);
    return {
      owner: { uid: at.owner, name: account.name || account.email_shown },
      own: mine,
      roles: rows.map((row) => ({
        id: row.id,
        name: row.name,
        description: row.description,
        type: row.type,
        notify: row.receive_notification,
        policyIds: row.policy_ids,
        members: uses.get(row.id)?.members ?? 0,
        things: uses.get(row.id)?.things ?? 0,
        lacking: lacking((world) => roleMethods(world, row.id)),
      })),
      policies: [...own.filter((one) => mine || used.has(one.id)), ...systemPolicies].map((policy) => ({
        ...policyEntry(policy),
        lacking: policy.behavior === "DENY" ? [] : lacking(() => policy.methods),
      })),
      templates: roleTemplates.map(({ receiveNotification, ...rest }) => ({
        ...rest,
        key: rest.name,
        notify: receiveNotification,
      })),
    };
  },
});

/** Delegates hand on what they hold and nothing more; an owner lacks nothing. */
function lackingBy(standing: Standing, actor: Actor): (of: (world: World) => readonly string[]) => string[] {
  if (standing.as === "owner") return () => [];
  const { world } = standing;
  const held = new Set(methodsAnywhere(world, actor));
  return (of) => of(world).filter((method) => !held.has(method));
}

const policyEntry = ({ id, name, description, type, behavior, isSystem, path, methods }: Policy) => ({
  id,
  name,
  description,
  type,
  behavior,
  isSystem,
  path: path?.slice(1, -1) ?? [],
  methods,
});
