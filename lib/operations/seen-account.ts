import type { Db } from "../../db/client";
import { rolesOf } from "../../db/roles";
import { worldOf } from "../../db/worlds";
import { decide } from "../domain/rights";
import { collaborationOfOwner } from "./lookups";
import { myMemberships } from "./mine";
import type { Asked } from "./operation";

/** The account of the role an id means: the actor's own, or one whose roles they can look at. */
export async function ownerOfRole(at: Asked<{ id: number }>): Promise<number> {
  const isThere = async (db: Db, owner: number) => (await rolesOf(db, owner)).some(({ id }) => id === at.input.id);
  if (await isThere(at.db, at.actor.uid)) return at.actor.uid;
  return (await shownBy(at, "users.collaboration.GetRoles", isThere)) ?? at.actor.uid;
}

/** The account of the collaboration an id means: the actor's own, one they take part in, or one whose members they can look at. */
export async function ownerOfCollaboration(at: Asked<{ collaborationId: number }>): Promise<number> {
  const { collaborationId: id } = at.input;
  const isThere = async (db: Db, owner: number) => (await collaborationOfOwner(db, owner, id)) !== null;
  if (await isThere(at.db, at.actor.uid)) return at.actor.uid;
  const mine = (await myMemberships(at)).find((row) => row.collaboration_id === id || row.id === id);
  return mine?.owner_uid ?? (await shownBy(at, "users.collaboration.GetMembers", isThere)) ?? at.actor.uid;
}

/** Of those the actor works with, the first who shows them by `method` what `isThere` finds. */
async function shownBy(
  { db, actor }: Asked<unknown>,
  method: string,
  isThere: (db: Db, owner: number) => Promise<boolean>,
): Promise<number | undefined> {
  for (const [owner, version] of actor.versions) {
    if (owner === actor.uid) continue;
    const world = await worldOf(db, owner, version, actor.uid);
    const { allowed } = decide(world, actor, method, { type: "ACCOUNT", id: String(owner) });
    if (allowed && (await isThere(db, owner))) return owner;
  }
  return undefined;
}
