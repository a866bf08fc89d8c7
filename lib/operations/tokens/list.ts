import { z } from "zod";
import { tokensOf } from "../../../db/tokens";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { tokensResponse, tokenWire } from "../wire/tokens";
import { meant } from "./ids";

export const getTokens = operation({
  method: "users.authentication.GetTokens",
  kind: "read",
  tokens: false,
  scope: "self",
  summary: "List one's own tokens, without their keys.",
  input: z.object({ ids: field.texts(200).optional() }),
  output: tokensResponse,
  load: async ({ db, owner, input }) => meant(input.ids ?? ["*"], await tokensOf(db, owner, null), "token"),
  allow: theirOwn,
  handle: async ({ facts }) => ({ apiTokens: facts.map((token) => tokenWire(token)) }),
});
