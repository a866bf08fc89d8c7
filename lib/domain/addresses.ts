import { parseEmail } from "./email";
import { Refusal } from "./refusal";

/** One entry of a pasted list: the address as typed, and the name that stood beside it. */
export type Addressed = { name: string; address: string };

/**
 * Reads addresses out of whatever people paste: `Ann <a@x>, b@y; c@z`, one a line, or lines of a table with a name beside the
 * address. What is no address is handed on as one, so that whoever pasted it is told.
 */
export function readAddresses(text: string): Addressed[] {
  return text.split(/[\r\n]+/).flatMap((line) => {
    const parts = partsOf(line);
    const withAt = parts.filter((part) => part.includes("@"));
    // A line of a table: its other cells are the name. A head has no address at all.
    if (withAt.length === 1 && parts.length > 1 && !withAt[0]!.includes("<")) {
      const name = parts.filter((part) => part !== withAt[0]).join(" ");
      return [{ name: unquoted(name), address: withAt[0]! }];
    }
    if (withAt.length === 0 && parts.length > 1 && parts.some((part) => /^e-?mail/i.test(part))) return [];
    return parts.map(entry);
  });
}

/** The pieces between commas, semicolons and tabs, not those inside quotes or angle brackets. */
const partsOf = (line: string): string[] =>
  (line.match(/(?:"[^"]*"|<[^>]*>|[^,;\t"<]|["<])+/g) ?? []).map((part) => part.trim()).filter(Boolean);

function entry(part: string): Addressed {
  const [, name = "", address = part] = /^(.*?)\s*<([^>]*)>$/s.exec(part) ?? [];
  return { name: unquoted(name), address: address.trim() };
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
