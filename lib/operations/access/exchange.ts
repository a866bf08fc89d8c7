import { createHash } from "node:crypto";
import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { addExchange, findExchange, spendExchange } from "../../../db/exchanges";
import { nextId } from "../../../db/ids";
import type { AccountRow, ExchangeRow } from "../../../db/schema";
import { endSignIns, openSignIn, renewSignIn } from "../../../db/sign-ins";
import { hashOfKey, newSignInSecret } from "../../keys";
import { hashSecret, sameSecret } from "../../secrets";
import * as field from "../fields";
import { type At, type Leave, operation } from "../operation";
import { anyone } from "../verdict";
import { ownerOfSecret, unknown } from "./secret";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const input = z.object({
  kind: z.enum(["code", "refresh"]),
  secret: field.secret(200),
  /** Of a code: the callback it was sent to, and the answer to its challenge. */
  callback: field.text(1024).optional(),
  verifier: field.secret(128).optional(),
});

/**
 * A code becomes a sign-in of its own for the program; a refresh token gives that sign-in a new secret. The access token is
 * this secret, and holds for an hour. What is handed in a second time was stolen from somebody: the sign-in ends (RFC 9700), which
 * has to be kept, so it is an answer without tokens and no refusal. Refusal: invalid.
 */
export const exchange = operation({
  method: "confer.access.Exchange",
  kind: "write",
  anyone: true,
  tokens: false,
  summary: "Take an access token for a code or a refresh token, once.",
  input,
  output: z.object({
    tokens: z.object({ access: z.string(), refresh: z.string(), seconds: z.number().int() }).nullable(),
  }),
  owner: ownerOfSecret,
  load: async ({ db, owner, input }) => {
    const row = await findExchange(db, owner, hashSecret(input.secret));
    const account = await findAccount(db, owner);
    if (!row || row.kind !== input.kind || account?.status !== "ACTIVE") throw unknown();
    if (row.spent_at === null && !fits(row, input, new Date())) throw unknown();
    return { row, account };
  },
  allow: anyone,
  handle: async (at) => {
    const { row, account } = at.facts;
    return { tokens: row.spent_at === null ? await take(at, row, account) : await endStolen(at, row) };
  },
});

/** Is it still to be had, by whoever it was made for? A code without a challenge is bound to its callback alone. */
function fits(row: ExchangeRow, asked: z.output<typeof input>, now: Date): boolean {
  if (row.expires_at <= now) return false;
  if (row.kind === "refresh") return true;
  if (asked.callback === undefined ? row.challenge === "" : asked.callback !== row.callback) return false;
  if (row.challenge === "") return asked.verifier === undefined;
  const shown = createHash("sha256")
    .update(asked.verifier ?? "")
    .digest("base64url");
  return sameSecret(shown, row.challenge);
}

async function take(at: At<z.output<typeof input>> & Leave, row: ExchangeRow, account: AccountRow) {
  const { actor, db, owner, record } = at;
  const now = new Date();
  const access = newSignInSecret(owner);
  const until = new Date(now.getTime() + HOUR);
  // Refreshing never moves the end of it all (S-32).
  const ends = row.kind === "refresh" ? row.expires_at : new Date(now.getTime() + holds(account));
  const next = { hash: hashOfKey(access), expires_at: until };
  const id = row.sign_in_id ?? (await nextId());
  if (row.sign_in_id === null) {
    const { ip, userAgent } = actor.from;
    const from = { door: "rest" as const, ip, user_agent: userAgent };
    await openSignIn(db, { owner_uid: owner, id, ...next, ...from, ends_at: until, returns_until: ends });
    record({ target: "sign-in", id, after: { door: "rest", ip, to: new URL(row.callback).origin }, by: owner });
  } else {
    if (!(await renewSignIn(db, owner, id, next, now))) throw unknown();
    record({ target: "sign-in", id, after: { renewed: true }, by: owner });
  }
  await spendExchange(db, owner, row.hash, id, now);
  const refresh = newSignInSecret(owner);
  await addExchange(db, {
    owner_uid: owner,
    hash: hashSecret(refresh),
    kind: "refresh",
    sign_in_id: id,
    expires_at: ends,
  });
  return { access, refresh, seconds: HOUR / 1000 };
}

const holds = (account: AccountRow) => (account.totp_secret === null ? 30 * DAY : DAY / 2);

async function endStolen({ db, owner, record }: At<unknown> & Leave, row: ExchangeRow): Promise<null> {
  for (const id of await endSignIns(db, owner, [row.sign_in_id!], new Date())) {
    record({ target: "sign-in", id, after: { ended: true, because: "reused" } });
  }
  return null;
}
