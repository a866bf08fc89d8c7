import type { Cell } from "../diagram/cell";
import { isPlainColour } from "../diagram/colour";
import { colourOf, type Kind, SHAPE_OF, withColour, withLabel } from "../diagram/read-cell";
import { membersOf, uuidOf } from "./members";
import { BRACKETS, CLASS_LINES, CLASSES, KEPT, type Note, unquoted } from "./mermaid-words";
import { shapeOf } from "./otm-elements";
import { place } from "./otm-place";
import { LONGEST_NAME, type Read, type Remark } from "./whole";

const HEAD = /^(?:flowchart|graph)(?:-elk)?\b[^\n;]*/;
const MATTER = /^\s*---\r?\n([\s\S]{0,10000}?)\r?\n---\s*\r?\n/;

/** Does a text begin as a flowchart does? Frontmatter and comments may come first. */
export const isMermaid = (text: string): boolean => HEAD.test(bodyOf(text));

const bodyOf = (text: string): string => {
  let body = text
    .replace(/^\uFEFF/, "")
    .replace(MATTER, "")
    .trimStart();
  while (body.startsWith("%%")) body = body.slice(body.indexOf("\n") + 1 || body.length).trimStart();
  return body;
};

type Node = { kind: Exclude<Kind, "flow" | "boundary"> | null; label: string | null; parent: string | null };
type Link = { from: string; to: string; label: string; link: string };

const LONGEST_LINE = 10_000;

class Reader {
  readonly nodes = new Map<string, Node>();
  readonly zones = new Map<string, { label: string; parent: string | null }>();
  readonly links: Link[] = [];
  readonly styles = new Map<string, string>();
  readonly spots = new Map<string, number[]>();
  readonly kept: string[] = [];
  readonly remarks: Remark[] = [];
  readonly #open: string[] = [];

  line(raw: string): void {
    const line = raw.trim();
    if (line === "" || CLASS_LINES.some((one) => one === line)) return;
    const [, at, numbers] = /^%% (\S+) at (-?[\d.]+(?: -?[\d.]+){3})$/.exec(line) ?? [];
    if (at && numbers) this.spots.set(at, numbers.split(" ").map(Number));
    else if (line.startsWith("%%")) this.kept.push(line);
    else for (const part of statements(line)) if (!this.#statement(part)) this.#odd(part);
  }

  #odd(part: string): void {
    this.kept.push(part);
    this.remarks.push({ doubt: "line", about: "", said: part.slice(0, 80) });
  }

  #statement(part: string): boolean {
    const zone = /^subgraph\s+(.+)$/.exec(part);
    if (zone) return this.#begin(zone[1]!);
    if (part === "end") return this.#open.pop() !== undefined;
    const style = /^style\s+([^\s,]+)\s+(.+)$/.exec(part);
    if (style) {
      this.styles.set(style[1]!, style[2]!);
      return true;
    }
    if (/^(?:classDef|class|linkStyle|click|direction|accTitle|accDescr|subgraph)\b/.test(part)) return false;
    return this.#chain(part);
  }

  #begin(text: string): boolean {
    const [, id, title] = /^([^\s["]+)\s*\[([\s\S]*)\]$/.exec(text) ?? [];
    const name = unquoted(title ?? text);
    const key = id ?? unquoted(text);
    if (!this.zones.has(key)) this.zones.set(key, { label: name, parent: this.#open.at(-1) ?? null });
    this.#open.push(key);
    return true;
  }

  #chain(part: string): boolean {
    const found: { id: string; node: Partial<Node> }[] = [];
    const links: Link[] = [];
    let rest = part;
    let before: string[] | null = null;
    let link: Omit<Link, "from" | "to"> | null = null;
    while (true) {
      const group: string[] = [];
      while (true) {
        const one = nodeAt(rest);
        if (!one) return false;
        found.push(one);
        group.push(one.id);
        rest = one.rest;
        const and = /^\s*&\s*/.exec(rest);
        if (!and) break;
        rest = rest.slice(and[0].length);
      }
      if (before && link) for (const from of before) for (const to of group) links.push({ ...link, from, to });
      if (rest.trim() === "") break;
      const next = linkAt(rest);
      if (!next) return false;
      before = group;
      link = next;
      rest = next.rest;
    }
    for (const { id, node } of found) this.#node(id, node);
    this.links.push(...links);
    return true;
  }

  #node(id: string, { kind, label }: Partial<Node>): void {
    if (this.zones.has(id)) return;
    const known = this.nodes.get(id);
    const parent = this.#open.at(-1) ?? null;
    if (!known) this.nodes.set(id, { kind: kind ?? null, label: label ?? null, parent });
    else {
      known.kind = kind ?? known.kind;
      known.label = label ?? known.label;
      known.parent ??= parent;
    }
  }
}

/** Parts of a line that stand apart by semicolons; those in quotes are part of a text. */
function statements(line: string): string[] {
  if (line.length > LONGEST_LINE) return [line];
  const parts: string[] = [];
  let [part, isQuoted] = ["", false];
  for (const letter of line) {
    if (letter === '"') isQuoted = !isQuoted;
    if (letter === ";" && !isQuoted) {
      parts.push(part);
      part = "";
    } else part += letter;
  }
  return [...parts, part].map((one) => one.trim()).filter(Boolean);
}

const SHAPES: [string, string[], Node["kind"]][] = [
  ["(((", [")))"], "process"],
  ["((", ["))"], "process"],
  ["([", ["])"], null],
  [BRACKETS.store[0], [BRACKETS.store[1]], "store"],
  ["[[", ["]]"], "process"],
  ["[/", ["/]", "\\]"], "process"],
  ["[\\", ["\\]", "/]"], "process"],
  ["{{", ["}}"], "process"],
  ["(", [")"], "process"],
  ["[", ["]"], null],
  ["{", ["}"], "process"],
  [">", ["]"], null],
];
const STORES = /^(?:cyl|cylinder|db|database|disk|lin-cyl|das|h-cyl|datastore|bow-rect|stored-data|win-pane)$/;

function nodeAt(text: string): { id: string; node: Partial<Node>; rest: string } | null {
  const [whole, id] = /^\s*([\p{L}\p{N}_]+(?:[-.][\p{L}\p{N}_]+)*)/u.exec(text) ?? [];
  if (!whole || !id) return null;
  let rest = text.slice(whole.length);
  const node: Partial<Node> = {};
  for (const [open, closes, kind] of SHAPES) {
    if (!rest.startsWith(open)) continue;
    const inner = rest.slice(open.length);
    const from = /^\s*"/.test(inner) ? inner.indexOf('"', inner.indexOf('"') + 1) : 0;
    const ends = closes.map((close) => inner.indexOf(close, Math.max(0, from))).filter((at) => at >= 0);
    if (from < 0 || ends.length === 0) continue;
    const end = Math.min(...ends);
    const close = closes.find((one) => inner.startsWith(one, end))!;
    node.label = unquoted(inner.slice(0, end));
    if (kind) node.kind = kind;
    rest = inner.slice(end + close.length);
    break;
  }
  const [more, said] = /^@\{([^{}]{0,2000})\}/.exec(rest) ?? [];
  if (more !== undefined && said !== undefined) {
    const shape = /\bshape:\s*"?([\w-]+)/.exec(said)?.[1];
    const label = /\blabel:\s*("[^"]*"|[^,]+)/.exec(said)?.[1];
    if (shape) node.kind = STORES.test(shape) ? "store" : shape === "text" ? "text" : "process";
    if (label) node.label = unquoted(label);
    rest = rest.slice(more.length);
  }
  const [mark, name] = /^:::([\w-]+)/.exec(rest) ?? [];
  if (mark) {
    if (CLASSES.some((one) => one === name)) node.kind = name as Node["kind"] & string;
    rest = rest.slice(mark.length);
  }
  return { id, node, rest };
}

function linkAt(text: string): (Omit<Link, "from" | "to"> & { rest: string }) | null {
  const start = text.replace(/^\s*(?:[\w-]+@(?=[-=<~]))?/, "");
  const dotted = /^([<xo]?-\.)(?!-)\s*([^-=|]{1,300}?)\s*(\.+-[>xo]?)/.exec(start);
  if (dotted)
    return { label: unquoted(dotted[2]!), link: dotted[1]! + dotted[3]!.slice(1), rest: start.slice(dotted[0].length) };
  const [plain, , body, head] = /^([<xo]?)(-{2,}|={2,}|-\.+-)([>xo](?=[\s|"]|[^\w]|$|(?<=>)))?/.exec(start) ?? [];
  if (!plain) return null;
  const rest = start.slice(plain.length);
  if (!head && (body === "--" || body === "==")) {
    const close = (body === "--" ? /-{2,}[>xo]?/ : /={2,}[>xo]?/).exec(rest);
    const text = close ? rest.slice(0, close.index) : "";
    if (!close || text.trim() === "" || text.length > 300) return null;
    const after = rest.slice(close.index + close[0].length);
    return { label: unquoted(text), link: plain.slice(0, -2) + close[0], rest: after };
  }
  const [bars, label] = /^\s*\|("[^"]*"|[^|"]{0,2000})\|/.exec(rest) ?? [];
  return { label: unquoted(label ?? ""), link: plain, rest: rest.slice(bars?.length ?? 0) };
}

/** A flowchart as a threat model of one diagram. */
export function readMermaid(text: string): Read {
  const matter = MATTER.exec(text.replace(/^\uFEFF/, ""))?.[1] ?? "";
  const name = titleIn(matter).slice(0, LONGEST_NAME);
  const body = bodyOf(text);
  const head = HEAD.exec(body)?.[0].trim() ?? "";
  const reader = new Reader();
  const rest = body.slice(HEAD.exec(body)?.[0].length ?? 0).replace(/^;/, "");
  for (const line of rest.split(/\r?\n/)) reader.line(line);
  const cells = cellsOf(reader);
  const aside = { [KEPT]: { head, lines: reader.kept } };
  const isPlain = head === "flowchart LR" && reader.kept.length === 0;
  return {
    whole: {
      name,
      description: null,
      diagrams: [{ name, description: null, cells, threats: [], aside: isPlain ? {} : aside }],
      aside: {},
    },
    remarks: reader.remarks,
  };
}

function titleIn(matter: string): string {
  const said = /^title:\s*(.*)$/m.exec(matter)?.[1]?.trim() ?? "";
  try {
    return said.startsWith('"') ? String(JSON.parse(said)) : said.replace(/^'(.*)'$/, "$1");
  } catch {
    return said;
  }
}

function cellsOf({ nodes, zones, links, styles, spots, remarks }: Reader): Cell[] {
  // Whatever turns out to be a subgraph is none of the elements.
  for (const id of zones.keys()) nodes.delete(id);
  const idOf = (id: string) => uuidOf(`mermaid ${id}`);
  const finished = (cell: Cell, label: string, id: string): Cell => {
    const named = { ...cell, ...(withLabel(cell, label) as Partial<Cell>) } as Cell;
    const spot = spots.get(id);
    const [x, y, width, height] = spot ?? [];
    const isPlaced = spot?.every((one) => Number.isFinite(one) && Math.abs(one) < 1e6) && width! >= 0 && height! >= 0;
    const placed = isPlaced ? { ...named, position: { x, y }, size: { width, height } } : named;
    const style = styles.get(id);
    const fill = /(?:^|[,;])\s*fill:\s*(#[0-9a-f]{3,8})\b/i.exec(style ?? "")?.[1];
    const coloured =
      fill && isPlainColour(fill) ? ({ ...placed, ...(withColour(placed, fill) as Partial<Cell>) } as Cell) : placed;
    const colour = colourOf(coloured);
    const isSaid = style !== undefined && style !== `fill:${colour}`;
    const note: Note = { id, ...(isSaid ? { style, colour } : {}) };
    return { ...coloured, data: { ...membersOf(coloured.data), [KEPT]: note } };
  };
  const all = [
    ...Array.from(zones, ([id, { label, parent }]) => {
      const cell: Cell = {
        id: idOf(id),
        shape: SHAPE_OF.boundary,
        ...(parent === null ? {} : { parent: idOf(parent) }),
      };
      return finished(cell, label, id);
    }),
    ...Array.from(nodes, ([id, { kind, label, parent }]) => {
      const name = label ?? id;
      const shape =
        kind && kind !== "other" ? SHAPE_OF[kind] : shapeOf(name) === "actor" ? SHAPE_OF.actor : SHAPE_OF.process;
      const cell: Cell = { id: idOf(id), shape, ...(parent === null ? {} : { parent: idOf(parent) }) };
      return finished(cell, name, id);
    }),
  ];
  const isHomeless = all.some(({ position }) => !position);
  if (isHomeless) remarks.push({ doubt: "arranged", about: "", said: "" });
  return [...place(all, new Map()), ...links.map((one, n) => flowOf(one, n, idOf))];
}

function flowOf({ from, to, label, link }: Link, n: number, idOf: (id: string) => string): Cell {
  const target = /[>xo]$/.test(link) ? { name: "block", size: 8 } : "";
  const cell: Cell = {
    id: uuidOf(`mermaid link ${n} ${from} ${to}`),
    shape: SHAPE_OF.flow,
    source: { cell: idOf(from) },
    target: { cell: idOf(to) },
    vertices: [],
    labels: [],
    attrs: {
      line: { ...(link.startsWith("<") ? { sourceMarker: { name: "block", size: 8 } } : {}), targetMarker: target },
    },
  };
  const isPlain = /^<?-->$/.test(link) || link === "---";
  const named = label ? ({ ...cell, ...(withLabel(cell, label) as Partial<Cell>) } as Cell) : cell;
  return isPlain ? named : { ...named, data: { [KEPT]: { link } satisfies Note } };
}
