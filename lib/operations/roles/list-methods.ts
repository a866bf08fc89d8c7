import { z } from "zod";
import { sharesOf } from "../../../db/collaborations";
import { worldOf } from "../../../db/worlds";
import { notFound } from "../../domain/refusal";
import { roleMethods } from "../../domain/rights";
import * as field from "../fields";
import { collaborationOfOwner } from "../lookups";
import { myMemberships } from "../mine";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { versionFor } from "../versions";
import { settled } from "../wire/results";
import { apiListItems } from "../wire/roles";
import { listResponse } from "../wire/shapes";

/** The platform's own class name of one element; clients written in Java look at it (vap.md B.5). */
const GENERIC_CLASS = "com.hivext.api.server.users.response.ApiTokenPermissionsResponse";

export const getCollaborationRoleMethods = operation({
  method: "users.collaboration.GetCollaborationRoleMethods",
  kind: "read",
  summary: "List what each role allows: the caller's own roles, and those they hold with others.",
  input: z.object({ collaborationId: field.id().optional(), roleId: field.id().optional() }),
  output: listResponse,
  load: async (at) => {
    const { collaborationId, roleId } = at.input;
    const held: { owner: number; roleIds: Set<number> | null }[] = [];
    const own = collaborationId === undefined ? null : await collaborationOfOwner(at.db, at.actor.uid, collaborationId);
    if (collaborationId === undefined) held.push({ owner: at.actor.uid, roleIds: null });
    else if (own !== null) held.push({ owner: at.actor.uid, roleIds: await roleIdsIn(at.db, at.actor.uid, [own]) });
    const mine = (await myMemberships(at)).filter(
      (row) => row.status === "ACTIVE" && (collaborationId === undefined || row.collaboration_id === collaborationId),
    );
    for (const owner of new Set(mine.map((row) => row.owner_uid))) {
      const ids = mine.filter((row) => row.owner_uid === owner).map((row) => row.collaboration_id);
      held.push({ owner, roleIds: await roleIdsIn(at.db, owner, ids) });
    }
    if (held.length === 0) throw notFound("collaboration");
    const roles = [];
    for (const { owner, roleIds } of held) {
      const version = await versionFor(at.actor, owner);
      const world = await worldOf(at.db, owner, version, at.actor.uid);
      for (const id of world.roles.keys()) {
        if ((roleIds === null || roleIds.has(id)) && (roleId === undefined || id === roleId)) {
          roles.push({ id, methods: roleMethods(world, id) });
        }
      }
    }
    if (roleId !== undefined && roles.length === 0) throw notFound("role");
    return roles;
  },
  allow: theirOwn,
  handle: async ({ facts }) => ({
    genericClass: GENERIC_CLASS,
    responses: facts.map((role) => ({
      ...settled,
      behavior: "ALLOW" as const,
      roleId: role.id,
      tokenPermissions: apiListItems(role.methods),
    })),
  }),
});

const roleIdsIn = async (db: Parameters<typeof sharesOf>[0], owner: number, ids: number[]) =>
  new Set((await sharesOf(db, owner, ids)).flatMap((share) => share.role_ids));
