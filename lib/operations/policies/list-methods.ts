import { z } from "zod";
import { methods } from "../../domain/method";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { apiListItems } from "../wire/roles";
import { permissionsResponse } from "../wire/shapes";
import { policyView } from "./view";

export const getPolicyMethods = operation({
  method: "users.collaboration.GetPolicyMethods",
  kind: "read",
  summary: "List the methods of a policy; without an id, every method a policy can hold.",
  input: z.object({ policyId: field.id().optional() }),
  output: permissionsResponse,
  load: async (at) => {
    const { policyId } = at.input;
    if (policyId !== undefined) {
      const policy = await policyView(at.db, at.owner, policyId);
      return { behavior: policy.behavior, tokenPermissions: policy.apiListItems };
    }
    const names = methods.filter((method) => method.isCollaborationAccessible).map((method) => method.name);
    return { behavior: "ALLOW" as const, tokenPermissions: apiListItems(names) };
  },
  allow: theirOwn,
  handle: async ({ facts }) => ({ ...facts, roleId: 0 }),
});
