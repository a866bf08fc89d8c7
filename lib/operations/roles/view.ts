import { findAccount } from "../../../db/accounts";
import type { Db } from "../../../db/client";
import { policiesOf, rolesOf } from "../../../db/roles";
import { type Depth, type RoleWire, roleWires } from "../wire/roles";

/** The owner's roles in their wire form, by name. Keyed by id. */
export async function rolesView(at: Db, owner: number, depth: Depth = "whole"): Promise<Map<number, RoleWire>> {
  const account = (await findAccount(at, owner))!;
  const person = { uid: owner, email: account.email_shown, name: account.name };
  return roleWires(await rolesOf(at, owner), await policiesOf(at, owner), person, depth);
}
