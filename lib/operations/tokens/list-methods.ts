import { z } from "zod";
import { tokenMethods } from "../../domain/token-templates";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { apiListItems } from "../wire/roles";
import { permissionsResponse } from "../wire/shapes";

export const getTokenApiList = operation({
  method: "users.authentication.GetTokenApiList",
  kind: "read",
  scope: "self",
  summary: "List the methods a token can hold. Nothing of them is private here, so `showPrivate` changes nothing.",
  input: z.object({ search: field.text().optional(), showPrivate: field.flag().optional() }),
  output: permissionsResponse,
  load: async ({ input }) => {
    const part = input.search?.trim().toLowerCase() ?? "";
    return tokenMethods.filter((name) => name.toLowerCase().includes(part));
  },
  allow: theirOwn,
  handle: async ({ facts }) => ({ behavior: "ALLOW" as const, roleId: 0, tokenPermissions: apiListItems(facts) }),
});
