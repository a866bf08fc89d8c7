import { createHmac } from "node:crypto";
import { keysFor } from "./keys";
import { sameSecret } from "./secrets";

/**
 * Keys of letters that prove an address: `verify` a new account, `recover` one whose password is lost. They are kept nowhere:
 * each names the account and its own end, and is sealed together with the account's state, so that it stops fitting as soon
 * as it has done its work.
 */
export type LinkUse = "verify" | "recover";
export type Link = { use: LinkUse; uid: number; until: Date };

const FORM = /^(verify|recover)\.([1-9]\d{0,15})\.([1-9]\d{0,15})\.[0-9a-f]{64}$/;

/** `state` is whatever must not have changed until the key is used. */
export function newLink({ use, uid, until }: Link, state: string): string {
  const head = `${use}.${uid}.${until.getTime()}`;
  return `${head}.${seal(keysFor("link")[0]!, head, state)}`;
}

/** What such a key says of itself, still unproven; null for any other text. */
export function readLink(key: string): Link | null {
  const [, use, uid, until] = FORM.exec(key) ?? [];
  return use ? { use: use as LinkUse, uid: Number(uid), until: new Date(Number(until)) } : null;
}

/** Was it made by us for this state, and is it not over? */
export function linkFits(key: string, state: string, now: Date): boolean {
  const link = readLink(key);
  if (!link || link.until <= now) return false;
  const cut = key.lastIndexOf(".");
  return keysFor("link").some((secret) => sameSecret(seal(secret, key.slice(0, cut), state), key.slice(cut + 1)));
}

const seal = (secret: Buffer, head: string, state: string) =>
  createHmac("sha256", secret).update(`${head}\n${state}`).digest("hex");
