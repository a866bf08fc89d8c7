import { z } from "zod";
import { countUp } from "../../../db/counters";
import { nextId } from "../../../db/ids";
import { addToken, tokensOf } from "../../../db/tokens";
import { config } from "../../config.mjs";
import { invalid, Refusal } from "../../domain/refusal";
import { hashOfKey, newTokenSecret } from "../../keys";
import { confirm, mustBeFresh } from "../confirm";
import * as field from "../fields";
import { type Asked, operation } from "../operation";
import { theirOwn } from "../verdict";
import { tokenResponse, tokenWire } from "../wire/tokens";
import { defaultEnd, readTerms, termFields } from "./terms";

const MOST_TOKENS = 50;
const PER_HOUR = 60;

export const createToken = operation({
  method: "users.authentication.CreateToken",
  kind: "write",
  tokens: false,
  scope: "self",
  summary: "Make a personal access token for a list of methods. Its key is shown this once.",
  input: z.object({ description: field.name(), password: field.secret().optional(), ...termFields }),
  output: tokenResponse,
  owner: async (at) => {
    await withinLimit(at);
    return confirm(at);
  },
  load: async (at) => {
    await mustBeFresh(at);
    const terms = readTerms(at.input, new Date());
    if (!terms.methods) throw invalid("apiList", "name the methods, or a tokenTemplate");
    return { ...terms, methods: terms.methods, template: terms.template ?? null };
  },
  allow: theirOwn,
  handle: async ({ db, owner, input, facts, record }) => {
    if ((await tokensOf(db, owner, null)).length >= MOST_TOKENS) {
      throw new Refusal("limit", `At most ${MOST_TOKENS} tokens; delete one first.`);
    }
    const key = newTokenSecret();
    const token = {
      id: await nextId(),
      last4: key.slice(-4),
      description: input.description,
      template: facts.template,
      methods: facts.methods,
      resources: facts.resources ?? null,
      expires_at: facts.expires_at ?? defaultEnd(new Date()),
    };
    await addToken(db, { owner_uid: owner, hash: hashOfKey(key), ...token });
    record({ target: "token", id: token.id, after: token });
    return { token: tokenWire({ ...token, last_used_at: null }, key) };
  },
});

/** Closed when the store does not answer (S-68). */
async function withinLimit({ actor }: Asked<unknown>): Promise<void> {
  if (!config().rateLimit) return;
  const { ok, retryAfter } = await countUp(`token/owner/${actor.uid}`, 3_600, PER_HOUR);
  if (!ok) throw new Refusal("too-many", `At most ${PER_HOUR} new tokens an hour.`, { retryAfter });
}
