import { z } from "zod";
import { findToken, replaceSecret } from "../../../db/tokens";
import { notFound } from "../../domain/refusal";
import { hashOfKey, newTokenSecret } from "../../keys";
import { confirm, mustBeFresh } from "../confirm";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { tokenResponse, tokenWire } from "../wire/tokens";
import { defaultEnd, readTerms, termFields } from "./terms";

export const regenerateToken = operation({
  method: "users.authentication.RegenerateToken",
  kind: "write",
  dryRun: false,
  tokens: false,
  scope: "self",
  summary: "Give a token a new key, shown this once; the old key ends at once.",
  input: z.object({ id: field.id(), password: field.secret().optional(), expiresAt: termFields.expiresAt }),
  output: tokenResponse,
  owner: confirm,
  load: async (at) => {
    await mustBeFresh(at);
    const token = await findToken(at.db, at.owner, at.input.id);
    if (!token) throw notFound("token");
    return token;
  },
  allow: theirOwn,
  handle: async ({ db, owner, input, facts: token, record }) => {
    const now = new Date();
    const key = newTokenSecret();
    const end = token.expires_at > now ? token.expires_at : defaultEnd(now);
    const change = { last4: key.slice(-4), expires_at: readTerms(input, now).expires_at ?? end };
    await replaceSecret(db, owner, token.id, { hash: hashOfKey(key), ...change });
    record({ target: "token", id: token.id, before: { last4: token.last4 }, after: change });
    return { token: tokenWire({ ...token, ...change, last_used_at: null, last_ip: "" }, key) };
  },
});
