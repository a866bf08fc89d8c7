import { Declined } from "./declined";

const MOST = 1000;
const USUAL = 20;

/** `limit` 0 to 1000, `offset` from 0 on (tmi.md 1). */
export function pageOf(query: ReadonlyMap<string, string>): { limit: number; offset: number } {
  return { limit: count(query, "limit", USUAL, MOST), offset: count(query, "offset", 0, Number.MAX_SAFE_INTEGER) };
}

function count(query: ReadonlyMap<string, string>, name: string, usual: number, most: number): number {
  const text = query.get(name);
  if (text === undefined || text === "") return usual;
  const n = /^\d{1,16}$/.test(text) ? Number(text) : -1;
  if (n < 0 || n > most) throw new Declined(400, "invalid_input", `${name} is a number from 0 to ${most}.`);
  return n;
}
