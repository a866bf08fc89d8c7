import { isCellId, isObject } from "../diagram/cell";
import type { Members } from "./whole";

/** Reading what a stranger's file says: nothing is there for certain, and nothing may be lost. */

export const membersOf = (value: unknown): Members => (isObject(value) ? value : {});
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
export const wholeNumberOf = (value: unknown): number | null =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;

/** All members but these. */
export const without = (members: Members, ...names: readonly string[]): Members =>
  Object.fromEntries(Object.entries(members).filter(([name]) => !names.includes(name)));

/** All members but those that say nothing. */
export const said = (members: Members): Members =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

export const isEmpty = (members: Members): boolean => Object.keys(members).length === 0;

/**
 * A UUID that follows from a text, for things a file names otherwise: the same file read twice names them alike. Four rounds of FNV-1a;
 * nobody relies on it being hard to find another.
 */
export function uuidOf(text: string): string {
  const words = [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b].map((seed) => hash(text, seed));
  const hex = words.map((word) => word.toString(16).padStart(8, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function hash(text: string, seed: number): number {
  let sum = seed;
  for (let n = 0; n < text.length; n++) sum = Math.imul(sum ^ text.charCodeAt(n), 0x01000193) ^ (sum >>> 15);
  return sum >>> 0;
}

/** The id itself where it is free and a UUID, else one that follows from it. */
export function freeId(wanted: unknown, taken: ReadonlySet<string>, salt = ""): string {
  if (salt === "" && isCellId(wanted) && !taken.has(wanted)) return wanted;
  for (let n = 0; ; n++) {
    const id = uuidOf(`${salt} ${JSON.stringify(wanted) ?? ""} ${n}`);
    if (!taken.has(id)) return id;
  }
}

/**
 * A word of a file's, and ours for it. Where ours is still what theirs was read as, theirs goes back as it came.
 */
export const wordFor = <T>(
  theirs: unknown,
  ours: T,
  read: (word: unknown) => T,
  write: (ours: T) => string,
): unknown => (theirs !== undefined && read(theirs) === ours ? theirs : write(ours));
