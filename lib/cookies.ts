import { createHash } from "node:crypto";
import { decode, encode, type JWT } from "next-auth/jwt";
import { findKey, type Key } from "../db/keys";
import { config } from "./config.mjs";
import { keep } from "./keep";
import { hashesOfKey } from "./keys";
import { one } from "./one";

/**
 * The cookie of the pages: a token of next-auth that holds nothing but the secret of a sign-in's row (S-30, D30). Pages and their
 * live lines read it here.
 */
export const SECONDS = 30 * 86_400;

/** `__Host-`, Secure, HttpOnly, Lax, for the whole site and no other host (S-33). Plain http is only for one's own machine. */
export const cookie = () => ({
  name: config().urlIsHttps ? "__Host-confer" : "confer",
  options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure: config().urlIsHttps },
});

/** The sign-in that a cookie names, and the hashes it is found under; null for none that holds. */
export async function signInOf(sealed: string | undefined): Promise<{ key: Key; hashes: string[] } | null> {
  const secret = sealed ? await secretIn(sealed) : null;
  if (secret === null) return null;
  const hashes = hashesOfKey(secret);
  const key = await findKey(hashes);
  // A personal access token never opens the pages (S-42).
  return key?.kind === "sign-in" ? { key, hashes } : null;
}

export const seal = (token: JWT) => encode({ token, secret: config().secrets[0]!, maxAge: SECONDS });

/** Decoding costs 200 µs: what a cookie holds is kept, under the cookie's hash. */
const KEPT = 5_000;
const opened = one("cookies", () => new Map<string, { secret: string; until: number }>());

async function secretIn(sealed: string): Promise<string | null> {
  const hash = createHash("sha256").update(sealed).digest("base64");
  const known = opened.get(hash);
  if (known) return known.until > Date.now() ? known.secret : null;
  const token = await unseal(sealed);
  if (typeof token?.key !== "string" || typeof token.exp !== "number") return null;
  keep(opened, hash, { secret: token.key, until: token.exp * 1000 }, KEPT);
  return token.key;
}

/** Under any of the live secrets; null for whatever we did not seal. */
export async function unseal(sealed: string): Promise<JWT | null> {
  for (const secret of config().secrets) {
    try {
      return await decode({ token: sealed, secret });
    } catch {
      // Another secret may fit.
    }
  }
  return null;
}

/** Seconds for which somebody sees as another, at most. */
export const VIEW_SECONDS = 3_600;
/** As whom somebody sees: a member of an owner's, for as long as the sign-in that began it. */
export type View = { signIn: number; owner: number; member: number };

export const viewCookie = () => ({
  name: config().urlIsHttps ? "__Host-confer-view" : "confer-view",
  options: cookie().options,
});

export const sealView = (view: View) => encode({ token: { view }, secret: config().secrets[0]!, maxAge: VIEW_SECONDS });

/** The view that a cookie of ours names; null for none, and for one that has ended. */
export async function viewIn(sealed: string | undefined): Promise<View | null> {
  const token = sealed ? await unseal(sealed) : null;
  return (token?.view as View | undefined) ?? null;
}

const TYPED = "confer-typed";
const LONGEST_TYPED = 320;

type Jar = { get(name: string): { value: string } | undefined };
type WritableJar = { set(name: string, value: string, options: object): unknown };

/** Keeps the address somebody typed for the page they are sent back to; an address of ours does not carry it. */
export function keepTyped(jar: WritableJar, email: string): void {
  if (email === "" || email.length > LONGEST_TYPED) return;
  jar.set(TYPED, email, { ...cookie().options, path: "/sign-in", sameSite: "strict", maxAge: 120 });
}

export const typedBefore = (jar: Jar): string => jar.get(TYPED)?.value ?? "";
