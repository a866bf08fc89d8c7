import { z } from "zod";
import { deleteTokens as deleteRows, tokensOf } from "../../../db/tokens";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { response } from "../wire/shapes";
import { meant } from "./ids";

export const deleteTokens = operation({
  method: "users.authentication.DeleteTokens",
  kind: "write",
  dryRun: false,
  tokens: false,
  scope: "self",
  summary: "Delete some tokens, or with `*` all; their keys end at once.",
  input: z.object({ ids: field.texts(200) }),
  output: response,
  load: async ({ db, owner, input }) => meant(input.ids, await tokensOf(db, owner, null), "token"),
  allow: theirOwn,
  handle: async ({ db, owner, facts, record }) => {
    const ids = facts.map((token) => token.id);
    await deleteRows(db, owner, ids);
    for (const { id, description } of facts) record({ target: "token", id, before: { description } });
    return {};
  },
});
