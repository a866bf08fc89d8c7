import type { Logged, Told } from "../../domain/diagram/room";
import { LONGEST } from "../bus";

/**
 * What nodes say to each other about rooms on the bus (D32). A text of another kind there rings for owners whose data moved. Edits too
 * long for it are read from the log by whoever hears the number.
 */
export type Said =
  | { room: string; what: "edits"; seq: number; rows: Logged[] }
  | { room: string; what: "people" }
  /** Somebody watches here; `isNew`: they know nothing yet. */
  | { room: string; what: "watched"; isNew: boolean }
  | { room: string; what: "relay"; to: number | "all"; told: Told };

export function write(said: Said): string | null {
  const text = JSON.stringify(said);
  if (Buffer.byteLength(text) <= LONGEST) return text;
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
