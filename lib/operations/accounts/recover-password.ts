import { z } from "zod";
import { findAccount, findAccountByEmail } from "../../../db/accounts";
import { countUp } from "../../../db/counters";
import { config } from "../../config.mjs";
import { parseEmail } from "../../domain/email";
import { REASON } from "../../domain/reason";
import { Refusal } from "../../domain/refusal";
import * as field from "../fields";
import { operation } from "../operation";
import { anyone } from "../verdict";
import { response } from "../wire/shapes";
import { recoveryLetter } from "./letters";

/** Letters an hour to one address (S-62), whether it has an account or not. */
const PER_HOUR = 3;
const NOBODY = 0;

export const recoverPassword = operation({
  method: "users.account.RecoverPassword",
  kind: "write",
  anyone: true,
  postOnly: true,
  summary:
    "Send a letter with which a new password can be chosen. The answer does not tell whether there is an account.",
  input: z.object({ email: field.text(320), lang: field.text(10).optional() }),
  output: response,
  owner: async ({ db, input }) => {
    const { canonical } = parseEmail(input.email);
    if (config().rateLimit) {
      const { ok, retryAfter } = await countUp(`recover/${canonical}`, 3_600, PER_HOUR);
      if (!ok) throw new Refusal("too-many", "too many requests", { reason: REASON.tooManyRequests, retryAfter });
    }
    return (await findAccountByEmail(db, canonical))?.owner_uid ?? NOBODY;
  },
  load: ({ db, owner }) => findAccount(db, owner),
  allow: anyone,
  handle: async ({ facts: account, send, record }) => {
    // An address that was never verified is a claim: it is made again, not recovered (S-29).
    if (account?.status === "ACTIVE" && account.verified_at) {
      send(recoveryLetter(account));
      record({ target: "account", id: account.owner_uid, after: { recovery: "letter sent" } });
    }
    return {};
  },
});
