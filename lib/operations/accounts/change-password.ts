import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { savePassword } from "../../../db/people";
import { endSignIns } from "../../../db/sign-ins";
import { notFound } from "../../domain/refusal";
import { hashPassword, judgePassword } from "../../passwords";
import { confirm, mustBeFresh } from "../confirm";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { response } from "../wire/shapes";

export const changePassword = operation({
  method: "users.account.ChangePassword",
  kind: "write",
  dryRun: false,
  tokens: false,
  postOnly: true,
  scope: "self",
  summary: "Choose another password; every other sign-in of the account ends.",
  input: z.object({ oldPassword: field.secret().optional(), newPassword: field.secret() }),
  output: response,
  owner: (at) => confirm({ ...at, input: { password: at.input.oldPassword } }),
  load: async (at) => {
    await mustBeFresh(at);
    const account = await findAccount(at.db, at.owner);
    if (!account) throw notFound("account");
    const { email, name, totp_secret } = account;
    await judgePassword(at.input.newPassword, { email, name, twoFactor: totp_secret !== null }, "newPassword");
    return { hash: await hashPassword(at.input.newPassword) };
  },
  allow: theirOwn,
  handle: async ({ db, actor, owner, facts, record }) => {
    await savePassword(db, owner, facts.hash);
    await endSignIns(db, owner, { allBut: actor.signInId ?? null }, new Date());
    record({ target: "account", id: owner, after: { password: "changed", signIns: "others ended" } });
    return {};
  },
});
