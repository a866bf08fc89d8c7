import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { saveTotp } from "../../../db/people";
import { endSignIns } from "../../../db/sign-ins";
import { REASON } from "../../domain/reason";
import { invalid, notFound, Refusal } from "../../domain/refusal";
import { newTotpSecret, totpAddress, totpStep } from "../../totp";
import { confirm, mustBeFresh } from "../confirm";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";

export const enable2FA = operation({
  method: "users.account.Enable2FA",
  kind: "write",
  dryRun: false,
  tokens: false,
  postOnly: true,
  scope: "self",
  summary: "Add an authenticator app: without a code answers a new secret for it, with secret and code turns it on.",
  input: z.object({
    secret: field.text(32).optional(),
    code: field.text(10).optional(),
    password: field.secret().optional(),
  }),
  output: z.strictObject({ secret: z.string(), address: z.string(), enabled: z.boolean() }),
  owner: confirm,
  load: async (at) => {
    await mustBeFresh(at);
    const account = await findAccount(at.db, at.owner);
    if (!account) throw notFound("account");
    if (account.totp_secret)
      throw new Refusal("exists", "There is a second factor already.", { reason: REASON.secondFactorThere });
    return { email: account.email_shown };
  },
  allow: theirOwn,
  handle: async ({ db, actor, owner, input, facts, record }) => {
    if (input.code === undefined) {
      const secret = newTotpSecret();
      return { secret, address: totpAddress(secret, facts.email), enabled: false };
    }
    if (!/^[A-Z2-7]{32}$/.test(input.secret ?? "")) throw invalid("secret");
    const now = new Date();
    const step = totpStep(input.secret!, input.code, null, now);
    if (step === null) throw invalid("code", "this is not the code shown now");
    await saveTotp(db, owner, input.secret!, step);
    await endSignIns(db, owner, { allBut: actor.signInId ?? null }, now);
    record({ target: "account", id: owner, after: { twoFactor: true, signIns: "others ended" } });
    return { secret: "", address: "", enabled: true };
  },
});
