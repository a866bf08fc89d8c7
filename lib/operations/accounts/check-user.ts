import { z } from "zod";
import { findAccountByEmail } from "../../../db/accounts";
import { workTogether } from "../../../db/people";
import { parseEmail } from "../../domain/email";
import { notFound } from "../../domain/refusal";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { response } from "../wire/shapes";

export const checkUser = operation({
  method: "users.account.CheckUser",
  kind: "read",
  scope: "self",
  summary:
    "Tell whether this is an account one works with, or one's own; others are not found, whether they exist or not.",
  input: z.object({ login: field.text(320) }),
  output: response,
  load: async ({ db, actor, input }) => {
    const account = await findAccountByEmail(db, parseEmail(input.login, "login").canonical);
    const known =
      account !== undefined &&
      (account.owner_uid === actor.uid || (await workTogether(db, account.owner_uid, actor.uid)));
    if (!known) throw notFound("user");
    return account;
  },
  allow: theirOwn,
  handle: async () => ({}),
});
