import { z } from "zod";
import { tokenTemplates } from "../../domain/token-templates";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { templatesResponse, templateWire } from "../wire/tokens";

export const getTokenTemplates = operation({
  method: "users.authentication.GetTokenTemplates",
  kind: "read",
  scope: "self",
  summary: "List the ready-made lists of methods a token can be made from.",
  input: z.object({}),
  output: templatesResponse,
  load: async () => tokenTemplates,
  allow: theirOwn,
  handle: async ({ facts }) => ({ templates: facts.map(templateWire) }),
});
