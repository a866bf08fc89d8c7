import { z } from "zod";
import { sharesOf } from "../../../db/collaborations";
import { notFound } from "../../domain/refusal";
import * as field from "../fields";
import { collaborationOfOwner } from "../lookups";
import { operation } from "../operation";
import { mayActForOwner, ownerMeant, standingOf } from "../standing";
import { rolesResponse } from "../wire/shapes";
import { rolesView } from "./view";

export const getRoles = operation({
  method: "users.collaboration.GetRoles",
  kind: "read",
  summary: "List the owner's roles; with an id, that role, or the roles used in that collaboration.",
  input: z.object({ id: field.id().optional(), ownerUid: field.ownerUid() }),
  output: rolesResponse,
  owner: ownerMeant,
  load: async (at) => {
    const acting = mayActForOwner(at, await standingOf(at));
    // Before anything is looked up: whoever may not act here learns nothing of what there is.
    if (!acting.allowed) return { acting, roles: [] };
    const roles = await rolesView(at.db, at.owner);
    const { id } = at.input;
    if (id === undefined) return { acting, roles: [...roles.values()] };
    const role = roles.get(id);
    if (role) return { acting, roles: [role] };
    const collaboration = await collaborationOfOwner(at.db, at.owner, id);
    if (collaboration === null) throw notFound("role");
    const used = new Set((await sharesOf(at.db, at.owner, [collaboration])).flatMap((share) => share.role_ids));
    return { acting, roles: [...roles.values()].filter((one) => used.has(one.id)) };
  },
  allow: ({ facts }) => facts.acting,
  handle: async ({ facts }) => ({ roles: facts.roles }),
});
