import { z } from "zod";
import type { TokenRow } from "../../../db/schema";
import { type TokenTemplate, templateNamed } from "../../domain/token-templates";
import { dateWire } from "./people";
import { apiListItems } from "./roles";
import { apiListItemShape } from "./shapes";

const int = z.number().int();

export const templateShape = z.strictObject({ apiListItems: z.array(apiListItemShape), id: int, name: z.string() });

/** `last4`, `lastIp` and `resources` are ours: the end of a key that is not shown again, from where it was last used, and what it is limited to. */
export const tokenShape = z.strictObject({
  apiListItems: z.array(apiListItemShape),
  description: z.string(),
  expiresAt: z.string(),
  extraData: z.strictObject({}),
  id: int,
  isSystem: z.boolean(),
  key: z.string(),
  last4: z.string(),
  lastIp: z.string(),
  lastUsed: z.string(),
  resources: z.array(z.string()),
  tokenTemplate: templateShape.nullable(),
});

export const tokenResponse = z.strictObject({ token: tokenShape });
export const tokensResponse = z.strictObject({ apiTokens: z.array(tokenShape) });
export const templatesResponse = z.strictObject({ templates: z.array(templateShape) });

export const templateWire = (template: TokenTemplate): z.infer<typeof templateShape> => ({
  apiListItems: apiListItems(template.methods),
  id: template.id,
  name: template.name,
});

type Shown = Omit<TokenRow, "owner_uid" | "hash" | "created_at" | "request_id" | "ends_told">;

/** The key itself is shown once, where it was just made; empty everywhere else. */
export function tokenWire(token: Shown, key = ""): z.infer<typeof tokenShape> {
  const template = token.template === null ? undefined : templateNamed(token.template);
  return {
    apiListItems: apiListItems(token.methods),
    description: token.description,
    expiresAt: dateWire(token.expires_at),
    extraData: {},
    id: token.id,
    isSystem: false,
    key,
    last4: token.last4,
    lastIp: token.last_ip,
    lastUsed: token.last_used_at ? dateWire(token.last_used_at) : "",
    resources: token.resources ?? [],
    tokenTemplate: template ? templateWire(template) : null,
  };
}
