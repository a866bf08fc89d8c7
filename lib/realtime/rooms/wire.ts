import type { Logged, Told } from "../../domain/diagram/room";

/**
 * What nodes say to each other about rooms: a doorbell, after the commit, that may be lost, doubled or late (D32). `from` is the node; a
 * text of another kind on the same line rings for owners whose data moved.
 */
export type Said =
  | { from: string; room: string; what: "edits"; seq: number; rows: Logged[] }
  | { from: string; room: string; what: "people" }
  | { from: string; room: string; what: "relay"; to: number | "all"; told: Told };

/** A notice holds less than 8,000 bytes; larger edits are read from the log by whoever hears the number. */
const LARGEST = 7_000;

export function write(said: Said): string | null {
  const text = JSON.stringify(said);
  if (Buffer.byteLength(text) <= LARGEST) return text;
  return said.what === "edits" ? JSON.stringify({ ...said, rows: [] }) : null;
}

export type Heard = { said: Said } | { owners: number[] };

/** Null for what is not meant for rooms. */
export function read(text: string): Heard | null {
  try {
    const packet = JSON.parse(text) as Partial<Said> & { owners?: [number, number][] };
    if (typeof packet.room === "string") return { said: packet as Said };
    return Array.isArray(packet.owners) ? { owners: packet.owners.map(([owner]) => owner) } : null;
  } catch {
    return null;
  }
}
