import { hash, randomBytes, timingSafeEqual } from "node:crypto";

/** A new secret of 32 random bytes for a link, as base64url (S-20). */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** How a high-entropy secret is kept: never itself, always its hash (S-20, S-30). */
export const hashSecret = (secret: string): string => hash("sha256", secret);

/** Constant time whatever the texts (S-47). */
export function sameSecret(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(hashSecret(a)), Buffer.from(hashSecret(b))];
  return timingSafeEqual(x, y);
}
