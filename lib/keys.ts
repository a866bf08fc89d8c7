import { createHmac, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { config } from "./config.mjs";
import { one } from "./one";
import { hashSecret } from "./secrets";

/**
 * The two kinds of keys that open the REST door. A sign-in's is `hex(uid)` + `x` + 32 random hex, as the platform's clients
 * know it (vap.md E). A personal access token is `confer_pat_`, 43 characters of base62 (256 bit) and 6 of CRC32 over what
 * stands before them (S-40): a typing error costs no look-up, and a double click selects it whole. Neither is kept: of a
 * sign-in its SHA-256, of a token its HMAC under a key made from CONFER_SECRET, with that key's id before it.
 */
const SIGN_IN = /^[0-9a-f]{1,14}x[0-9a-f]{32}$/;
const TOKEN = /^(confer_pat_[0-9A-Za-z]{43})([0-9A-Za-z]{6})$/;
const PREFIX = "confer_pat_";
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

export const newSignInSecret = (uid: number): string => `${uid.toString(16)}x${randomBytes(16).toString("hex")}`;

export function newTokenSecret(): string {
  const body = PREFIX + randomDigits(43);
  return body + checksum(body);
}

/** The hash a new key is stored under. */
export const hashOfKey = (secret: string): string => hashesOfKey(secret)[0]!;

/**
 * The hashes under which this key may be stored, the likeliest first; none for what cannot be a key of ours. There are two
 * for a token while CONFER_SECRET is being exchanged.
 */
export function hashesOfKey(secret: string): string[] {
  if (SIGN_IN.test(secret)) return [hashSecret(secret)];
  const [, body, sum] = TOKEN.exec(secret) ?? [];
  if (!body || checksum(body) !== sum) return [];
  return sealers().map(({ id, key }) => `${id}.${createHmac("sha256", key).update(secret).digest("hex")}`);
}

/** A key of its own for each use of CONFER_SECRET, so that no two uses ever share one. Newest first. */
export const keysFor = (use: string): Buffer[] =>
  config().secrets.map((secret) => createHmac("sha256", secret).update(`confer ${use}`).digest());

const sealers = () =>
  one("token-keys", () => keysFor("token").map((key) => ({ id: hashSecret(key.toString("hex")).slice(0, 8), key })));

function randomDigits(count: number): string {
  let text = "";
  while (text.length < count) {
    // 248 is four times 62: bytes above it would make the first digits likelier.
    for (const byte of randomBytes(count)) if (byte < 248 && text.length < count) text += DIGITS[byte % 62];
  }
  return text;
}

function checksum(body: string): string {
  let rest = crc32(body);
  let text = "";
  for (let n = 0; n < 6; n++) {
    text = DIGITS[rest % 62] + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}
