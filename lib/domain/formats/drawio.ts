import type { Cell } from "../diagram/cell";
import { layerOf } from "../diagram/geometry";
import { type Point, SHAPE_OF, withColour, withLabel } from "../diagram/read-cell";
import { drawioKind, labelIn, type Style, styleIn } from "./drawio-shapes";
import { fromBase64, unpacked } from "./inflate";
import { freeId } from "./members";
import { place } from "./otm-place";
import { type Drawing, LONGEST_NAME, type Read, type Remark, Unreadable } from "./whole";
import { type Element, readXml } from "./xml";

/** Files of draw.io (diagrams.net): one diagram a page, plain or compressed. */

const LONGEST_PAGE = 16 * 1024 * 1024;
const MOST_PAGES = 100;

export async function readDrawio(text: string): Promise<Read | Unreadable> {
  const file = readXml(text);
  if (!file) return new Unreadable("broken");
  const pages = file.name === "mxfile" ? file.children.filter(({ name }) => name === "diagram") : [file];
  if (pages.length > MOST_PAGES) return new Unreadable("too-large");
  const remarks: Remark[] = [];
  const diagrams: Drawing[] = [];
  for (const [n, page] of pages.entries()) {
    const graph = await graphOf(page);
    if (graph instanceof Unreadable) return graph;
    const name = (page.attributes.get("name") ?? "").slice(0, LONGEST_NAME) || `${n + 1}`;
    diagrams.push({ name, description: null, cells: readPage(graph, remarks), threats: [], aside: {} });
  }
  return { whole: { name: "", description: null, diagrams, aside: {} }, remarks };
}

/** The model of a page; a compressed one is text: base64 of what was deflated after it was percent-encoded. */
async function graphOf(page: Element): Promise<Element | Unreadable> {
  if (page.name === "mxGraphModel") return page;
  const plain = page.children.find(({ name }) => name === "mxGraphModel");
  if (plain) return plain;
  if (page.name !== "diagram") return new Unreadable("unknown");
  const bytes = fromBase64(page.text.trim());
  const text = bytes && (await unpacked(bytes, "deflate-raw", LONGEST_PAGE));
  if (!text) return new Unreadable("broken");
  const model = readXml(percentDecoded(text));
  return model?.name === "mxGraphModel" ? model : new Unreadable("broken");
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A cell of theirs. `at`: its upper left corner on the page. */
type Theirs = {
  id: string;
  parent: string;
  label: string;
  style: Style;
  isEdge: boolean;
  isVertex: boolean;
  source: string | null;
  target: string | null;
  geometry: Element | null;
};

function readPage(graph: Element, remarks: Remark[]): Cell[] {
  const root = graph.children.find(({ name }) => name === "root");
  const all = (root?.children ?? []).flatMap((one) => cellOf(one, remarks) ?? []);
  const byId = new Map(all.map((one) => [one.id, one]));
  const holders = new Set(all.filter(({ isVertex }) => isVertex).map(({ parent }) => parent));
  const isEllipses = all.some(({ style }) => style.has("ellipse") || /dfd\.process/.test(style.get("shape") ?? ""));
  const taken = new Set<string>();
  const ids = new Map<string, string>();
  const kinds = new Map<string, NonNullable<ReturnType<typeof drawioKind>>>();
  for (const one of all) {
    if (!one.isVertex || byId.get(one.parent)?.isEdge) continue;
    const kind = drawioKind(one.style, one.label, holders.has(one.id), isEllipses);
    if (!kind) continue;
    if (!kind.isKnown) remarks.push({ doubt: "shape", about: one.label, said: one.style.get("shape") ?? "" });
    kinds.set(one.id, kind);
    const id = freeId(one.id, taken, `drawio ${one.id}`);
    taken.add(id);
    ids.set(one.id, id);
  }
  const cells: Cell[] = [];
  for (const one of all) {
    if (one.isEdge) {
      const id = freeId(one.id, taken, `drawio ${one.id}`);
      taken.add(id);
      const words = all.filter(({ parent, isVertex }) => isVertex && parent === one.id).map(({ label }) => label);
      cells.push(flowOf(one, id, [one.label, ...words].filter(Boolean).join("\n"), ids, byId, remarks));
    } else if (ids.has(one.id)) cells.push(nodeOf(one, kinds.get(one.id)!.kind, ids, byId));
  }
  return place(cells, new Map()).toSorted((a, b) => layerOf(a) - layerOf(b));
}

/** `object` and `UserObject` stand around cells that have properties of their own. */
function cellOf(element: Element, remarks: Remark[]): Theirs | null {
  const cell = element.name === "mxCell" ? element : element.children.find(({ name }) => name === "mxCell");
  if (!cell) {
    remarks.push({ doubt: "cell", about: "", said: element.name });
    return null;
  }
  const outer = element.attributes;
  const said = (name: string) => cell.attributes.get(name);
  return {
    id: outer.get("id") ?? said("id") ?? "",
    parent: said("parent") ?? "",
    label: labelIn(outer.get("label") ?? said("value") ?? "").slice(0, LONGEST_NAME),
    style: styleIn(said("style") ?? ""),
    isEdge: said("edge") === "1",
    isVertex: said("vertex") === "1",
    source: said("source") ?? null,
    target: said("target") ?? null,
    geometry: cell.children.find(({ name }) => name === "mxGeometry") ?? null,
  };
}

const numberIn = (element: Element | null | undefined, name: string): number => {
  const number = Number(element?.attributes.get(name) ?? 0);
  return Number.isFinite(number) && Math.abs(number) < 1e6 ? number : 0;
};
const pointIn = (element: Element): Point => ({ x: numberIn(element, "x"), y: numberIn(element, "y") });

/** Where what lies in a cell begins: positions count from there. */
function originOf(id: string, byId: ReadonlyMap<string, Theirs>): Point {
  const at = { x: 0, y: 0 };
  const seen = new Set<string>();
  for (let one = byId.get(id); one?.isVertex && !seen.has(one.id); one = byId.get(one.parent)) {
    seen.add(one.id);
    at.x += numberIn(one.geometry, "x");
    at.y += numberIn(one.geometry, "y");
  }
  return at;
}

/** The boundary a cell lies in; groups that are not drawn are passed over. */
function holderOf(id: string, ids: ReadonlyMap<string, string>, byId: ReadonlyMap<string, Theirs>): string | null {
  const seen = new Set<string>();
  for (let one = byId.get(id); one && !seen.has(one.id); one = byId.get(one.parent)) {
    seen.add(one.id);
    if (ids.has(one.id)) return ids.get(one.id)!;
  }
  return null;
}

function nodeOf(one: Theirs, kind: string, ids: ReadonlyMap<string, string>, byId: ReadonlyMap<string, Theirs>): Cell {
  const size = { width: Math.abs(numberIn(one.geometry, "width")), height: Math.abs(numberIn(one.geometry, "height")) };
  const parent = holderOf(one.parent, ids, byId);
  const cell: Cell = {
    id: ids.get(one.id)!,
    shape: kind,
    ...(one.geometry ? { position: originOf(one.id, byId), size } : {}),
    ...(parent === null ? {} : { parent }),
  };
  const named = laid(cell, withLabel(cell, one.label));
  const fill = one.style.get(kind === SHAPE_OF.boundary ? "strokeColor" : "fillColor") ?? "";
  return /^#[0-9a-f]{6}$/i.test(fill) && !/^#(?:ffffff|000000)$/i.test(fill)
    ? laid(named, withColour(named, fill))
    : named;
}

const laid = (cell: Cell, patch: Record<string, unknown>): Cell => ({ ...cell, ...patch }) as Cell;

function flowOf(
  one: Theirs,
  id: string,
  label: string,
  ids: ReadonlyMap<string, string>,
  byId: ReadonlyMap<string, Theirs>,
  remarks: Remark[],
): Cell {
  const { style } = one;
  const origin = originOf(one.parent, byId);
  const moved = (point: Element): Point => ({ x: origin.x + numberIn(point, "x"), y: origin.y + numberIn(point, "y") });
  const parts = one.geometry?.children ?? [];
  const end = (name: "source" | "target") => {
    const cell = ids.get(one[name] ?? "");
    if (cell) return { cell };
    const point = parts.find((part) => part.attributes.get("as") === `${name}Point`);
    return point ? moved(point) : null;
  };
  const [source, target] = [end("source"), end("target")];
  const isLine = style.get("dashed") === "1" && !one.source && !one.target;
  if (!isLine && !(one.source && one.target && source && target))
    remarks.push({ doubt: "end", about: label, said: "" });
  const points = parts.find((part) => part.attributes.get("as") === "points")?.children ?? [];
  const hasHead = (name: string) => (style.get(name) ?? (name === "endArrow" ? "classic" : "none")) !== "none";
  const cell: Cell = {
    id,
    shape: isLine ? "trust-boundary-curve" : SHAPE_OF.flow,
    source: source ?? origin,
    target: target ?? pointAt(parts, origin),
    vertices: points.map(moved),
    labels: [],
    ...(isLine
      ? {}
      : {
          attrs: {
            line: {
              ...(hasHead("startArrow") ? { sourceMarker: { name: "block", size: 8 } } : {}),
              targetMarker: hasHead("endArrow") ? { name: "block", size: 8 } : "",
            },
          },
        }),
  };
  return label ? laid(cell, withLabel(cell, label)) : cell;
}

/** An end that is said nowhere lies a little off where the flow begins. */
const pointAt = (parts: readonly Element[], origin: Point): Point => {
  const start = parts.find((part) => part.attributes.get("as") === "sourcePoint");
  const { x, y } = start ? pointIn(start) : { x: 0, y: 0 };
  return { x: origin.x + x + 120, y: origin.y + y };
};
