import { z } from "zod";
import { findToken, saveToken } from "../../../db/tokens";
import { notFound } from "../../domain/refusal";
import { confirm, mustBeFresh } from "../confirm";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { tokenResponse, tokenWire } from "../wire/tokens";
import { withPlaces } from "./places";
import { readTerms, termFields } from "./terms";

export const editToken = operation({
  method: "users.authentication.EditToken",
  kind: "write",
  tokens: false,
  scope: "self",
  summary: "Rename a token, or change what it may do, where, and for how long; that asks for the password.",
  input: z.object({
    id: field.id(),
    description: field.name().optional(),
    password: field.secret().optional(),
    ...termFields,
  }),
  output: tokenResponse,
  owner: confirm,
  load: async (at) => {
    const terms = await withPlaces(at, readTerms(at.input, new Date()));
    // New terms may be wider ones, which is as good as a new token (S-37).
    if (Object.keys(terms).length > 0) await mustBeFresh(at);
    const token = await findToken(at.db, at.owner, at.input.id);
    if (!token) throw notFound("token");
    return { token, terms };
  },
  allow: theirOwn,
  handle: async ({ db, owner, input, facts: { token, terms }, record }) => {
    const change = { ...(input.description === undefined ? {} : { description: input.description }), ...terms };
    await saveToken(db, owner, token.id, change);
    const before = Object.fromEntries(Object.keys(change).map((key) => [key, token[key as keyof typeof change]]));
    record({ target: "token", id: token.id, before, after: change });
    return { token: tokenWire({ ...token, ...change }) };
  },
});
