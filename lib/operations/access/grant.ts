import { z } from "zod";
import { addExchange, forgetOldExchanges } from "../../../db/exchanges";
import { newSignInSecret } from "../../keys";
import { hashSecret } from "../../secrets";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";

const CODE_HOLDS = 60_000;
const REMEMBERED = 86_400_000;

/** Like all of this noun not in the register: programs come by /oauth2, which speaks no other dialect. */
export const grantAccess = operation({
  method: "confer.access.Grant",
  kind: "write",
  tokens: false,
  scope: "self",
  summary:
    "Let a program act in one's name: makes the code that it exchanges for an access token, once and within a minute.",
  input: z.object({
    /** Where the code is sent, judged by the door. */
    callback: field.text(1024),
    /** PKCE's S256 challenge, or empty. */
    challenge: field.text(128),
  }),
  output: z.object({ code: z.string() }),
  load: async () => ({}),
  allow: theirOwn,
  handle: async ({ db, owner, input, record }) => {
    const now = Date.now();
    const code = newSignInSecret(owner);
    await forgetOldExchanges(db, owner, new Date(now - REMEMBERED));
    await addExchange(db, {
      owner_uid: owner,
      hash: hashSecret(code),
      kind: "code",
      callback: input.callback,
      challenge: input.challenge,
      expires_at: new Date(now + CODE_HOLDS),
    });
    record({ target: "access", id: owner, after: { to: new URL(input.callback).origin } });
    return { code };
  },
});
