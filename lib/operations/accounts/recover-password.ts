import { z } from "zod";
import { findAccount, findAccountByEmail } from "../../../db/accounts";
import { parseEmail } from "../../domain/email";
import * as field from "../fields";
import { operation } from "../operation";
import { anyone } from "../verdict";
import { response } from "../wire/shapes";
import { withinLimit } from "../within-limit";
import { recoveryLetter } from "./letters";

/** Letters an hour to one address (S-62), whether it has an account or not. */
const PER_HOUR = 3;
const NOBODY = 0;

export const recoverPassword = operation({
  method: "users.account.RecoverPassword",
  kind: "write",
  dryRun: false,
  anyone: true,
  postOnly: true,
  summary:
    "Send a letter with which a new password can be chosen. The answer does not tell whether there is an account.",
  input: z.object({ email: field.text(320), lang: field.text(10).optional() }),
  output: response,
  owner: async ({ db, input }) => {
    const { canonical } = parseEmail(input.email);
    await withinLimit({ key: `recover/${canonical}`, seconds: 3_600, most: PER_HOUR });
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
