import { z } from "zod";
import { rolesOf } from "../../../db/roles";
import { resourceTypes } from "../../domain/resource";
import { exceeds } from "../../domain/rights";
import * as field from "../fields";
import { operation } from "../operation";
import { mayActForOwner, ownerMeant, standingOf } from "../standing";

const roleChoice = z.strictObject({
  id: z.number(),
  name: z.string(),
  description: z.string(),
  type: z.enum(["VAP", "CMP"]),
  lacking: z.array(z.string()),
});

export const getRoleChoices = operation({
  method: "confer.pages.GetRoleChoices",
  grant: "users.collaboration.GetRoles",
  kind: "read",
  tokens: false,
  summary:
    "List the owner's roles for sharing one thing, each with what the caller would give away there without holding it (D10): SetResource refuses those.",
  input: z.object({
    resourceType: field.choice(resourceTypes),
    resourceId: field.text(),
    ownerUid: field.ownerUid(),
  }),
  output: z.strictObject({ roles: z.array(roleChoice) }),
  owner: ownerMeant,
  load: standingOf,
  allow: (at) => mayActForOwner(at, at.facts),
  handle: async ({ db, owner, actor, input, facts }) => {
    const resource = { type: input.resourceType, id: input.resourceId };
    return {
      roles: (await rolesOf(db, owner)).map(({ id, name, description, type }) => ({
        id,
        name,
        description,
        type,
        lacking: facts.as === "owner" ? [] : exceeds(facts.world, actor, [id], resource),
      })),
    };
  },
});
