import { z } from "zod";
import { methods } from "../../domain/method";
import { findSystemPolicy } from "../../domain/policy";
import { notFound } from "../../domain/refusal";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { apiListItems } from "../wire/roles";
import { permissionsResponse } from "../wire/shapes";

export const getPolicyMethodsForTokens = operation({
  method: "users.authentication.GetPolicyMethods",
  kind: "read",
  scope: "self",
  summary: "List the methods of a system policy, or without one every method that can be shared.",
  input: z.object({ uniqueName: field.text().optional() }),
  output: permissionsResponse,
  load: async ({ input }) => {
    if (input.uniqueName === undefined) {
      return {
        behavior: "ALLOW" as const,
        methods: methods.filter((m) => m.isCollaborationAccessible).map((m) => m.name),
      };
    }
    const policy = findSystemPolicy(input.uniqueName);
    if (!policy) throw notFound("policy");
    return policy;
  },
  allow: theirOwn,
  handle: async ({ facts }) => ({
    behavior: facts.behavior,
    roleId: 0,
    tokenPermissions: apiListItems(facts.methods),
  }),
});
