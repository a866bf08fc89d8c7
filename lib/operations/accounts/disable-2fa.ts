import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { saveTotp } from "../../../db/people";
import { REASON } from "../../domain/reason";
import { notFound, Refusal } from "../../domain/refusal";
import { judgePassword } from "../../passwords";
import { totpStep } from "../../totp";
import { admitAttempt, wrongPassword } from "../attempt";
import { confirm, mustBeFresh } from "../confirm";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { response } from "../wire/shapes";

export const disable2FA = operation({
  method: "users.account.Disable2FA",
  kind: "write",
  dryRun: false,
  tokens: false,
  postOnly: true,
  scope: "self",
  summary: "Give up the second factor, with the password and a last code.",
  input: z.object({ password: field.secret(), code: field.text(10) }),
  output: response,
  owner: async (at) => {
    const account = await findAccount(at.db, at.actor.uid);
    if (!account?.totp_secret)
      throw new Refusal("wrong-state", "There is no second factor.", { reason: REASON.noSecondFactor });
    const uid = await confirm(at);
    const attempt = await admitAttempt(account.email, uid, at.actor.from);
    if (totpStep(account.totp_secret, at.input.code, account.totp_step, new Date()) === null) {
      await attempt.failed();
      throw wrongPassword();
    }
    // Alone, the password has to be long enough again (S-34).
    await judgePassword(at.input.password, { email: account.email, name: account.name });
    return uid;
  },
  load: async (at) => {
    await mustBeFresh(at);
    const account = await findAccount(at.db, at.owner);
    if (!account) throw notFound("account");
    return account;
  },
  allow: theirOwn,
  handle: async ({ db, owner, record }) => {
    await saveTotp(db, owner, null, null);
    record({ target: "account", id: owner, after: { twoFactor: false } });
    return {};
  },
});
