import { z } from "zod";
import type { Share } from "../../../db/albums";
import type { Db } from "../../../db/client";
import { environmentsOf } from "../../../db/environments";
import { rolesOf } from "../../../db/roles";
import { findMethod } from "../../domain/method";
import { resourceTypes } from "../../domain/resource";
import { methodsOn } from "../../domain/rights";
import type { World } from "../../domain/world";

/** One shared thing as its member sees it: in which roles, and with which methods they look and change. */
export const thingShape = z.strictObject({
  id: z.number(),
  type: z.enum(resourceTypes),
  resourceId: z.string(),
  name: z.string(),
  roles: z.array(z.strictObject({ id: z.number(), name: z.string(), description: z.string() })),
  sees: z.array(z.string()),
  changes: z.array(z.string()),
  /** When it ends, in ISO 8601. */
  ends: z.string().nullable(),
});
export type Thing = z.infer<typeof thingShape>;

/** These shares of one owner, for `uid` in that world. */
export async function thingsOf(
  db: Db,
  owner: number,
  shares: readonly Share[],
  { world, uid }: { world: World; uid: number },
): Promise<Thing[]> {
  const roles = new Map((await rolesOf(db, owner)).map((role) => [role.id, role]));
  const names = new Map((await environmentsOf(db, owner)).map(({ appid, name }) => [appid, name]));
  return shares.map((share) => {
    const methods = methodsOn(world, { uid }, { type: share.type, id: share.resource_id });
    return {
      id: share.id,
      type: share.type,
      resourceId: share.resource_id,
      name: names.get(share.resource_id) ?? share.resource_id,
      roles: share.role_ids.flatMap((id) => {
        const role = roles.get(id);
        return role ? [{ id, name: role.name, description: role.description }] : [];
      }),
      sees: methods.filter((name) => findMethod(name)?.isSafe),
      changes: methods.filter((name) => !findMethod(name)?.isSafe),
      ends: share.ends_at?.toISOString() ?? null,
    };
  });
}
