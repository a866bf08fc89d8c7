/** An address as somebody pasted it, with the name before it if there was one. */
export type Pasted = { address: string; label: string };

const MOST = 200;

/**
 * The addresses of a pasted list, each once: `Ann <a@x.org>, b@y.org; c@z.org`, one a line, or the first two columns of a table.
 * What is no address at all comes along as it is, so that its verdict says so.
 */
export function addressesIn(text: string): Pasted[] {
  const found = new Map<string, Pasted>();
  for (const part of text.split(/[\n\r,;\t]+/)) {
    const pasted = pastedIn(part.trim());
    const key = pasted?.address.toLowerCase();
    if (pasted && key && !found.has(key) && found.size < MOST) found.set(key, pasted);
  }
  return [...found.values()];
}

function pastedIn(part: string): Pasted | null {
  if (part === "") return null;
  const named = /^"?([^"<]*?)"?\s*<([^<>]*)>$/.exec(part);
  if (named) return { address: named[2]!.trim(), label: named[1]!.trim() };
  return { address: part.replace(/^["']|["']$/g, ""), label: "" };
}
