import { z } from "zod";
import { nextId } from "../../../db/ids";
import { addToken, tokensOf } from "../../../db/tokens";
import { REASON } from "../../domain/reason";
import { invalid, Refusal } from "../../domain/refusal";
import { hashOfKey, newTokenSecret } from "../../keys";
import { one } from "../../one";
import { confirm, mustBeFresh } from "../confirm";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { tokenResponse, tokenWire } from "../wire/tokens";
import { withinLimit } from "../within-limit";
import { withPlaces } from "./places";
import { defaultEnd, readTerms, termFields } from "./terms";

const MOST_TOKENS = 50;
const PER_HOUR = 60;
const SHOWN_AGAIN = 60_000;

export const createToken = operation({
  method: "users.authentication.CreateToken",
  kind: "write",
  dryRun: false,
  tokens: false,
  scope: "self",
  summary: "Make a personal access token for a list of methods. Its key is shown this once.",
  input: z.object({
    description: field.name(),
    password: field.secret().optional(),
    ...termFields,
    // An extension: made by the form, so that a form sent twice makes one token.
    requestId: z.uuid().optional(),
  }),
  output: tokenResponse,
  owner: async (at) => {
    await withinLimit({
      key: `token/owner/${at.actor.uid}`,
      seconds: 3_600,
      most: PER_HOUR,
      sentence: `At most ${PER_HOUR} new tokens an hour.`,
      reason: REASON.tooManyTokens,
    });
    return confirm(at);
  },
  load: async (at) => {
    await mustBeFresh(at);
    const terms = await withPlaces(at, readTerms(at.input, new Date()));
    if (!terms.methods) throw invalid("apiList", "name the methods, or a tokenTemplate");
    return { ...terms, methods: terms.methods, template: terms.template ?? null };
  },
  allow: theirOwn,
  handle: async ({ db, owner, input, facts, record }) => {
    const tokens = await tokensOf(db, owner, null);
    const before = input.requestId && tokens.find((token) => token.request_id === input.requestId);
    if (before) return { token: tokenWire(before, againShown(before.hash)) };
    if (tokens.length >= MOST_TOKENS) {
      throw new Refusal("limit", `At most ${MOST_TOKENS} tokens; delete one first.`, { reason: REASON.mostTokens });
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
    const hash = hashOfKey(key);
    await addToken(db, { owner_uid: owner, hash, ...token, request_id: input.requestId ?? null });
    if (input.requestId) rememberBriefly(hash, key);
    record({ target: "token", id: token.id, after: token });
    return { token: tokenWire({ ...token, last_used_at: null, last_ip: "" }, key) };
  },
});

/** Keys by their hash, for a form that is sent again because its answer was lost. */
const fresh = one("fresh-keys", () => new Map<string, string>());

function rememberBriefly(hash: string, key: string): void {
  fresh.set(hash, key);
  setTimeout(() => fresh.delete(hash), SHOWN_AGAIN).unref();
}

/** Refusal: exists, where the answer is too old to be given again. */
function againShown(hash: string): string {
  const key = fresh.get(hash);
  if (key === undefined)
    throw new Refusal("exists", "this token was made already, and its key is shown once", { reason: REASON.tokenMade });
  return key;
}
