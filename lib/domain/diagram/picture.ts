import type { Cell } from "./cell";
import { isPlainColour, readableOn, seenOn } from "./colour";
import { extentOf, type Line, lineOf, middleOf } from "./picture-lines";
import { LINE_HEIGHT, TEXT, widthOf, wrapped } from "./picture-text";
import { type Box, boxOf, colourOf, isBoundaryLine, type Kind, kindOf, labelOf } from "./read-cell";

/**
 * A diagram as an SVG text: what thumbnails show and exports hold, always the whole of it. Whatever a cell says ends up as a number, a
 * colour that was understood, or escaped text, so nothing in a cell can become markup. Text stays text. `auto` follows the scheme of whoever
 * shows the picture; a fixed look carries no style at all and looks the same everywhere.
 */
export type Look = "light" | "dark" | "auto";
export type Picture = { svg: string; width: number; height: number };

type Theme = { paper: string; ink: string; fill: string; edge: string; around: string };
const THEMES: Record<"light" | "dark", Theme> = {
  light: { paper: "#fcfcfa", ink: "#1b1c20", fill: "#ffffff", edge: "#4d4f57", around: "#6b6d76" },
  dark: { paper: "#131418", ink: "#efefec", fill: "#22242a", edge: "#a9abb4", around: "#8d8f99" },
};
/** How many grid points are left free around everything. */
const MARGIN = 24;
const EMPTY = { x: 0, y: 0, width: 320, height: 200 };

type How = { look?: Look; transparent?: boolean; title?: string };

export function pictureOf(
  cells: readonly Cell[],
  { look = "light", transparent = false, title = "" }: How = {},
): Picture {
  const theme = THEMES[look === "dark" ? "dark" : "light"];
  const boxes = new Map(cells.flatMap((cell) => (kindOf(cell) === "flow" ? [] : [[cell.id, boxOf(cell)!] as const])));
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  const lines = new Map(cells.flatMap((cell) => linesOf(cell, byId, boxes)));
  const { x, y, width, height } = grown(extentOf(boxes.values(), lines.values()) ?? EMPTY);
  const parts = cells.map((cell) => {
    const line = lines.get(cell.id);
    if (line) return flow(cell, line, theme);
    const box = boxes.get(cell.id);
    return box ? element(cell, box, theme) : "";
  });
  // What flows are called stands above everything, as it does while one draws.
  const words = [...lines].map(([id, line]) => word(labelOf(byId.get(id)!), line, theme));
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${n(width)}" height="${n(height)}" viewBox="${n(x)} ${n(y)} ${n(width)} ${n(height)}" role="img" font-family="${FONT}" font-size="${TEXT}"`;
  const svg = [
    title ? `${head} aria-label="${escaped(title)}"><title>${escaped(title)}</title>` : `${head}>`,
    look === "auto" ? DARK : "",
    transparent
      ? ""
      : `<rect class="p" x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="${theme.paper}"/>`,
    ...parts,
    ...words,
    "</svg>",
  ].join("");
  return { svg, width, height };
}

const FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

/** Rules win over attributes, so the light picture becomes the dark one where that is wished. */
const dark = THEMES.dark;
const DARK =
  `<style>@media (prefers-color-scheme:dark){.p{fill:${dark.paper}}.f{fill:${dark.fill}}.e{stroke:${dark.edge}}.a{stroke:${dark.around}}` +
  `.i{fill:${dark.ink}}.t{fill:${dark.edge}}.h{stroke:${dark.paper}}}</style>`;

const n = (value: number): string => String(Math.round(value * 10) / 10);

const grown = ({ x, y, width, height }: Box): Box => ({
  x: Math.floor(x - MARGIN),
  y: Math.floor(y - MARGIN),
  width: Math.ceil(width + 2 * MARGIN),
  height: Math.ceil(height + 2 * MARGIN),
});

function linesOf(
  cell: Cell,
  byId: ReadonlyMap<string, Cell>,
  boxes: ReadonlyMap<string, Box>,
): (readonly [string, Line])[] {
  if (kindOf(cell) !== "flow") return [];
  const line = lineOf(cell, byId, boxes);
  return line ? [[cell.id, line]] : [];
}

type Class = "p" | "f" | "e" | "a" | "i" | "t" | "h";

/** An attribute in the theme's colour, or in the cell's own. */
const inked = (name: "fill" | "stroke", colour: string | null, kind: Class, plain: string) =>
  colour ? { rule: "", value: `${name}="${colour}"` } : { rule: kind, value: `${name}="${plain}"` };

function element(cell: Cell, box: Box, theme: Theme): string {
  const kind = kindOf(cell);
  const said = colourOf(cell);
  const own = said && isPlainColour(said) ? said : null;
  const label = labelOf(cell);
  if (kind === "text") return text(label, box, own ? seenOn(theme.paper, own) : null, theme);
  if (kind === "boundary") return boundary(label, box, own ? seenOn(theme.paper, own) : null, theme);
  const fill = inked("fill", own, "f", theme.fill);
  const rule = [fill.rule, "e"].filter(Boolean).join(" ");
  const ink = own ? readableOn(own) : null;
  return (
    shape(kind, box, `class="${rule}" ${fill.value} stroke="${theme.edge}" stroke-width="1.5"`, theme) +
    text(label, box, ink, theme)
  );
}

function shape(kind: Kind, { x, y, width, height }: Box, look: string, theme: Theme): string {
  const at = `x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}"`;
  if (kind === "process") return `<rect ${at} rx="${n(Math.min(height / 2, 30))}" ${look}/>`;
  if (kind !== "store") return `<rect ${at} ${look}/>`;
  // A store is open at its sides.
  const rail = (top: number) =>
    `<path class="e" d="M${n(x)} ${n(top)}h${n(width)}" stroke="${theme.edge}" stroke-width="1.5"/>`;
  const plain = look.replace(/class="([^"]*)"/, (_, rules: string) => `class="${rules.replace(/ ?\be\b/, "")}"`);
  return `<rect ${at} ${plain.replace(/ stroke="[^"]*" stroke-width="[^"]*"/, "")}/>${rail(y)}${rail(y + height)}`;
}

function boundary(label: string, { x, y, width, height }: Box, own: string | null, theme: Theme): string {
  const stroke = inked("stroke", own, "a", theme.around);
  const ink = inked("fill", own, "i", theme.ink);
  return (
    `<rect class="${stroke.rule}" x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="8" fill="none" ${stroke.value} stroke-width="2" stroke-dasharray="10 5"/>` +
    (label
      ? `<text class="${ink.rule}" x="${n(x + 12)}" y="${n(y + 20)}" ${ink.value} font-weight="600">${escaped(wrapped(label, width - 24, 1).join(" "))}</text>`
      : "")
  );
}

/** A name in the middle of its box. */
function text(label: string, { x, y, width, height }: Box, own: string | null, theme: Theme): string {
  if (!label.trim()) return "";
  const ink = inked("fill", own, "i", theme.ink);
  const rows = wrapped(label, width - 16, Math.max(1, Math.floor(height / LINE_HEIGHT)));
  const first = y + height / 2 - ((rows.length - 1) * LINE_HEIGHT) / 2 + TEXT * 0.35;
  return `<text class="${ink.rule}" text-anchor="middle" ${ink.value}>${spans(rows, x + width / 2, first)}</text>`;
}

const spans = (rows: readonly string[], x: number, first: number): string =>
  rows.map((row, at) => `<tspan x="${n(x)}" y="${n(first + at * LINE_HEIGHT)}">${escaped(row)}</tspan>`).join("");

function flow(cell: Cell, line: Line, theme: Theme): string {
  const said = colourOf(cell);
  const own = said && isPlainColour(said) ? seenOn(theme.paper, said) : null;
  const isBoundary = isBoundaryLine(cell);
  const stroke = isBoundary ? inked("stroke", own, "a", theme.around) : inked("stroke", own, "e", theme.edge);
  const tip = inked("fill", own, "t", theme.edge);
  const path = line.points.map(({ x, y }, at) => `${at === 0 ? "M" : "L"}${n(x)} ${n(y)}`).join("");
  const head = line.head.map(({ x, y }) => `${n(x)},${n(y)}`).join(" ");
  const how = isBoundary ? `stroke-width="2" stroke-dasharray="10 5"` : `stroke-width="1.5"`;
  return (
    `<path class="${stroke.rule}" d="${path}" fill="none" ${stroke.value} ${how} stroke-linejoin="round"/>` +
    (head ? `<polygon class="${tip.rule}" points="${head}" ${tip.value}/>` : "")
  );
}

/** Does a word take up most of a flow that runs level? */
function isCramped(rows: readonly string[], { points }: Line): boolean {
  const [start, end] = [points[0]!, points.at(-1)!];
  const isLevel = Math.abs(end.y - start.y) < LINE_HEIGHT;
  return isLevel && Math.max(...rows.map(widthOf)) > Math.abs(end.x - start.x) * 0.6;
}

/** The word on a flow, halfway along, on a ground of paper. */
function word(label: string, line: Line, theme: Theme): string {
  if (!label.trim()) return "";
  const at = middleOf(line.points);
  const rows = wrapped(label, 160, 2);
  // A word as long as its flow lies above the line, so that the head is seen.
  const above = isCramped(rows, line) ? TEXT * 0.8 + ((rows.length - 1) * LINE_HEIGHT) / 2 : 0;
  const first = at.y - above - ((rows.length - 1) * LINE_HEIGHT) / 2 + TEXT * 0.3;
  return `<text class="i h" text-anchor="middle" font-size="${TEXT - 2}" fill="${theme.ink}" stroke="${theme.paper}" stroke-width="5" stroke-linejoin="round" paint-order="stroke">${spans(rows, at.x, first)}</text>`;
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text that stays text: nothing that is markup, and nothing that XML does not know. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what XML does not know
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/[&<>"']/g, (one) => ESCAPES[one]!);
