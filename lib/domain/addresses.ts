import { parseEmail } from "./email";
import { Refusal } from "./refusal";
import { type SaidDay, saidDay } from "./said-day";

/** One entry of a pasted list: the address as typed, the name that stood beside it, and the last day where one did. */
export type Addressed = { name: string; address: string; end?: SaidDay };

/**
 * Reads addresses out of whatever people paste: `Ann <a@x>, b@y; c@z`, one a line, or lines of a table with a name beside the
 * address. A day after an address is the last one of that person. What is no address is handed on as one, so that whoever pasted it
 * is told.
 */
export function readAddresses(text: string): Addressed[] {
  return text.split(/[\r\n]+/).flatMap((line) => {
    const parts = partsOf(line);
    const withAt = parts.filter((part) => part.includes("@"));
    // A line of a table: its other cells are the name, or a day. A head has no address at all.
    if (withAt.length === 1 && parts.length > 1 && !withAt[0]!.includes("<")) {
      const others = parts.filter((part) => part !== withAt[0]);
      const days = others.flatMap((part) => saidDay(part) ?? []);
      const name = others.filter((part) => saidDay(part) === null).join(" ");
      return [{ ...ending(entry(withAt[0]!), days), name: unquoted(name) }];
    }
    if (withAt.length === 0 && parts.length > 1 && parts.some((part) => /^e-?mail/i.test(part))) return [];
    const read: Addressed[] = [];
    for (const part of parts) {
      const day = read.length > 0 && !part.includes("@") ? saidDay(part) : null;
      if (day) read.push(ending(read.pop()!, [day]));
      else read.push(entry(part));
    }
    return read;
  });
}

/** Two days beside one address are none that can be meant. */
function ending(one: Addressed, days: readonly SaidDay[]): Addressed {
  const all = [...(one.end ? [one.end] : []), ...days];
  const [first, ...more] = all;
  if (!first) return one;
  return { ...one, end: more.length === 0 ? first : { day: null, said: all.map(({ said }) => said).join(" ") } };
}

/** The pieces between commas, semicolons and tabs, not those inside quotes or angle brackets. */
const partsOf = (line: string): string[] =>
  (line.match(/(?:"[^"]*"|<[^>]*>|[^,;\t"<]|["<])+/g) ?? []).map((part) => part.trim()).filter(Boolean);

function entry(part: string): Addressed {
  const [, name = "", address, after = ""] = /^(.*?)\s*<([^>]*)>\s*(.*)$/s.exec(part) ?? [];
  const [, bare, rest = ""] = /^(\S*@\S*)\s+(.+)$/s.exec(part) ?? [];
  const end = saidDay(address === undefined ? rest : after);
  if (address !== undefined && (after === "" || end)) {
    return { name: unquoted(name), address: address.trim(), ...(end ? { end } : {}) };
  }
  if (address === undefined && bare !== undefined && end) return { name: "", address: bare, end };
  return { name: "", address: part.trim() };
}

const unquoted = (text: string): string => text.replace(/"/g, "").trim();

/** The form in which two addresses are the same; null for what is no address. */
export function canonicalOf(address: string): string | null {
  try {
    return parseEmail(address).canonical;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
