import { z } from "zod";
import { findAccount } from "../../../db/accounts";
import { providersOf, saveName } from "../../../db/people";
import { config } from "../../config.mjs";
import { notFound, Refusal } from "../../domain/refusal";
import { newTotpSecret, totpAddress } from "../../totp";
import { confirm, mustBeFresh } from "../confirm";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { dateWire } from "../wire/people";
import { response } from "../wire/shapes";

const account = z.strictObject({
  name: z.string(),
  email: z.string(),
  since: z.string(),
  /** False for somebody who only comes through a provider. */
  hasPassword: z.boolean(),
  twoFactor: z.boolean(),
  /** Those this house knows, and whether the account is linked to each. */
  providers: z.array(z.strictObject({ id: z.string(), name: z.string(), linked: z.boolean() })),
});
export type MyAccount = z.infer<typeof account>;

export const getAccount = operation({
  method: "confer.pages.GetAccount",
  kind: "read",
  tokens: false,
  summary: "Tell who one is and how one signs in.",
  input: z.object({}),
  output: account,
  load: async ({ db, owner }) => {
    const found = await findAccount(db, owner);
    if (!found) throw notFound("account");
    return { found, linked: await providersOf(db, owner) };
  },
  allow: theirOwn,
  handle: async ({ facts: { found, linked } }) => ({
    name: found.name,
    email: found.email_shown,
    since: dateWire(found.created_at),
    hasPassword: found.password_hash !== null,
    twoFactor: found.totp_secret !== null,
    providers: config().providers.map(({ id, name }) => ({ id, name, linked: linked.includes(id) })),
  }),
});

export const setName = operation({
  method: "confer.pages.SetName",
  kind: "write",
  tokens: false,
  summary: "Change how others read one's name.",
  input: z.object({ name: field.name() }),
  output: response,
  load: async ({ db, owner }) => {
    const found = await findAccount(db, owner);
    if (!found) throw notFound("account");
    return found;
  },
  allow: theirOwn,
  handle: async ({ db, owner, input, facts, record }) => {
    if (input.name === facts.name) return {};
    await saveName(db, owner, input.name);
    record({ target: "account", id: owner, before: { name: facts.name }, after: { name: input.name } });
    return {};
  },
});

export const beginTwoFactor = operation({
  method: "confer.pages.BeginTwoFactor",
  kind: "read",
  tokens: false,
  summary: "Make a secret for an authenticator app and draw its QR code; nothing is kept until a code has shown it.",
  input: z.object({}),
  output: z.strictObject({
    secret: z.string(),
    address: z.string(),
    /** A square of `size` units a side; `path` is an SVG path of its dark ones. */
    qr: z.strictObject({ size: z.number().int(), path: z.string() }),
  }),
  owner: confirm,
  load: async (at) => {
    await mustBeFresh(at);
    const found = await findAccount(at.db, at.owner);
    if (!found) throw notFound("account");
    if (found.totp_secret) throw new Refusal("exists", "There is a second factor already.");
    return found;
  },
  allow: theirOwn,
  handle: async ({ facts }) => {
    const secret = newTotpSecret();
    const address = totpAddress(secret, facts.email_shown);
    return { secret, address, qr: await drawn(address) };
  },
});

async function drawn(text: string): Promise<{ size: number; path: string }> {
  const { create } = await import("qrcode");
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const { size } = modules;
  let path = "";
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) if (modules.get(y, x)) path += `M${x} ${y}h1v1h-1z`;
  }
  return { size, path };
}
