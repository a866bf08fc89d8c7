import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { savePassword, spendTotpStep } from "../../../db/people";
import { wrongPassword } from "../attempt";
import * as field from "../fields";
import { operation } from "../operation";
import { anyone } from "../verdict";
import { authenticationResponse, authenticationWire } from "../wire/sign-ins";
import { open } from "./open";
import { proofOf, prove } from "./prove";

export const signin = operation({
  method: "users.authentication.Signin",
  kind: "write",
  dryRun: false,
  anyone: true,
  postOnly: true,
  summary: "Sign in with address and password, and with a code where the account has a second factor.",
  input: z.object({ login: field.text(320), password: field.secret(), code: field.text(10).optional() }),
  output: authenticationResponse,
  owner: prove,
  load: async ({ db, owner, input }) => {
    const proof = proofOf(input);
    const account = await findAccount(db, owner);
    // The password may have been changed since it was judged, before the account was locked.
    if (account?.status !== "ACTIVE" || account.password_hash !== proof.account.password_hash) throw wrongPassword();
    return { ...proof, account };
  },
  allow: anyone,
  handle: async (at) => {
    const { account, attemptsLeft, needsCode, step, rehashed } = at.facts;
    if (needsCode) return authenticationWire(account, { session: "", attemptsLeft, needsCode });
    if (step !== null && !(await spendTotpStep(at.db, at.owner, step))) throw wrongPassword();
    if (rehashed) await savePassword(at.db, at.owner, rehashed);
    const { secret } = await open(at, account.totp_secret !== null);
    return authenticationWire(account, { session: secret, attemptsLeft, needsCode });
  },
});
