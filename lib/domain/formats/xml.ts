/**
 * XML as files of drawings are written, and no more of it: elements, attributes, text. A document type is refused as a whole, so there are no
 * entities but the five and numbers, nothing external, and nothing that grows (S-58); depth and number of elements have bounds.
 */
export type Element = {
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: readonly Element[];
  text: string;
};

const MOST_ELEMENTS = 100_000;
const DEEPEST = 64;

const TOKEN = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z_][\w.:-]{0,99})|([^<]+)/y;
const ATTRIBUTE = /\s+([A-Za-z_][\w.:-]{0,99})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const END = /\s*(\/?)>/y;

/** The outermost element; null for what is not well formed, or more than is read. */
export function readXml(text: string): Element | null {
  type Open = { name: string; attributes: Map<string, string>; children: Element[]; text: string };
  const top: Open = { name: "", attributes: new Map(), children: [], text: "" };
  const open: Open[] = [top];
  let count = 0;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    if (!token) return null;
    at = TOKEN.lastIndex;
    const [, data, slash, name, plain] = token;
    const within = open.at(-1)!;
    if (data !== undefined) within.text += data;
    else if (plain !== undefined) within.text += decoded(plain);
    if (name === undefined) continue;
    if (slash) {
      END.lastIndex = at;
      const end = END.exec(text);
      if (!end || end[1] || open.length < 2 || within.name !== name) return null;
      at = END.lastIndex;
      open.pop();
      continue;
    }
    count += 1;
    if (count > MOST_ELEMENTS || open.length > DEEPEST) return null;
    const attributes = new Map<string, string>();
    for (;;) {
      ATTRIBUTE.lastIndex = at;
      const attribute = ATTRIBUTE.exec(text);
      if (!attribute) break;
      at = ATTRIBUTE.lastIndex;
      attributes.set(attribute[1]!, decoded(attribute[2] ?? attribute[3] ?? ""));
    }
    END.lastIndex = at;
    const end = END.exec(text);
    if (!end) return null;
    at = END.lastIndex;
    const element: Open = { name, attributes, children: [], text: "" };
    within.children.push(element);
    if (!end[1]) open.push(element);
  }
  return open.length === 1 && top.children.length === 1 ? top.children[0]! : null;
}

const NAMES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const decoded = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (whole, number, hex, name) => {
    if (name) return NAMES[String(name).toLowerCase()]!;
    const code = number ? Number(number) : Number.parseInt(hex, 16);
    const isLetter = (code > 31 || code === 9 || code === 10 || code === 13) && code <= 0x10ffff;
    return isLetter && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : whole;
  });
