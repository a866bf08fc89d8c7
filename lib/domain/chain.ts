import { createHash, createHmac } from "node:crypto";

/**
 * The journal of one owner: everything that changed and everything that was refused, in one chain. Each entry holds the SHA-256 of
 * the entry before it and of its own content, so that nobody changes, removes, adds or moves one without breaking all that follow.
 * The end of the chain is signed with a key that is not in the database, so that nobody writes it anew from there.
 */
export type JournalRow = {
  version: number;
  n: number;
  /** Microseconds since 1970, UTC: as precise as it is kept. */
  at: number;
  actor_uid: number;
  door: string;
  token_id: number | null;
  method: string;
  target: string;
  target_id: string;
  before: unknown;
  after: unknown;
  code: string;
  reason: number;
  because: string;
  why: unknown;
  times: number;
  until: number | null;
};

export type Place = { seq: number; member: number | null; resource: string };

/** The beginning of every chain. */
export const GENESIS = "";

export const hashOf = (owner: number, before: string, place: Place, row: JournalRow): string =>
  createHash("sha256")
    .update(before)
    .update("\n")
    .update(contentOf(owner, place, row))
    .digest("hex");

/** What of an entry is hashed: all of it, each member at its place. */
export const contentOf = (owner: number, { seq, member, resource }: Place, row: JournalRow): string =>
  canonical([
    ...[owner, seq, row.version, row.n, row.at, row.actor_uid, row.door, row.token_id, row.method],
    ...[row.target, row.target_id, row.before ?? null, row.after ?? null],
    ...[row.code, row.reason, row.because, row.why ?? null, row.times, row.until, member, resource],
  ]);

/** JSON with the members of every object in the order of their names. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(",")}}`;
}

/** Where a chain ends: its last entry, and the owner's version up to which it reaches. */
export type Head = { seq: number; hash: string; version: number };

export const signatureOf = (key: Buffer, owner: number, { seq, hash, version }: Head): string =>
  createHmac("sha256", key).update([owner, seq, hash, version].join(" ")).digest("hex");
