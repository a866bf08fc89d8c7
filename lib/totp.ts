import { createHmac, randomBytes } from "node:crypto";
import { sameSecret } from "./secrets";

/** One-time codes of an authenticator app: RFC 6238 with SHA-1, 30 seconds, 6 digits, as every such app expects. */
const STEP = 30_000;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** 160 random bits in base32, the form people type into the app. */
export const newTotpSecret = (): string => Array.from(randomBytes(32), (byte) => BASE32[byte % 32]).join("");

/** The address of the QR code. */
export const totpAddress = (secret: string, email: string): string =>
  `otpauth://totp/Confer:${encodeURIComponent(email)}?secret=${secret}&issuer=Confer`;

/**
 * The step this code is for, one step early or late allowed, or null when it fits none or one that is spent: a code works
 * once (S-36). `spent` is the last step used.
 */
export function totpStep(secret: string, code: string, spent: number | null, now: Date): number | null {
  const current = Math.floor(now.getTime() / STEP);
  const fitting = [current, current - 1, current + 1].filter((step) => sameSecret(codeOf(secret, step), code));
  return fitting.find((step) => spent === null || step > spent) ?? null;
}

/** The code of a step, for the tests as well. */
export function codeOf(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  const number = mac.readUInt32BE(mac[19]! & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((digit) => BASE32.indexOf(digit).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
