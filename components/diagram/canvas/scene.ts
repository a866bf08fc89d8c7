import { type Cell, merge, type Patch } from "@/lib/domain/diagram/cell";
import { centreOf, heightOf, isIn, laneOf, layerOf, type Route, routeOf } from "@/lib/domain/diagram/geometry";
import { type Box, boxOf, cellOf, colourOf, endsOf, type Kind, kindOf, labelOf } from "@/lib/domain/diagram/read-cell";
import type { Room } from "../room";

/** One cell as it is drawn. It stays the same object while nothing that is seen of it changes. */
export type Drawn = {
  id: string;
  cell: Cell;
  kind: Kind;
  label: string;
  colour: string | null;
  box: Box | null;
  route: Route | null;
  /** How many of its threats are open. */
  threats: number;
};

/** How many threats of each element are open, by its id. */
export type OpenThreats = Readonly<Record<string, number>>;

const NONE: ReadonlySet<string> = new Set();

/**
 * What is drawn, kept beside the room: of every change it finds the cells that look different now, the flows that hang on them among
 * these, and only those are told. So a drag costs what moves, however large the diagram.
 */
export class Scene {
  readonly #drawn = new Map<string, Drawn>();
  #cells: ReadonlyMap<string, Cell> = new Map();
  #order: readonly string[] = [];
  /** From the lowest to the highest, the layers apart. */
  layers: readonly (readonly string[])[] = [[], [], []];
  readonly #flowsOf = new Map<string, Set<string>>();
  /** Flows between the same two elements. */
  readonly #beside = new Map<string, string[]>();
  readonly #hearers = new Map<string, Set<() => void>>();
  readonly #all = new Set<() => void>();
  /** Another number whenever anything looks different. */
  version = 0;
  /** What a layout would change, shown before it is kept; what others do meanwhile is seen too. */
  #patches: ReadonlyMap<string, Patch> = new Map();
  readonly #preview = new Map<string, Cell>();
  #threats: OpenThreats;

  constructor(
    readonly room: Room,
    threats: OpenThreats = {},
  ) {
    this.#threats = threats;
    this.update();
  }

  /** Begins to follow the room; answers how to stop. */
  follow(): () => void {
    this.update();
    return this.room.subscribe(() => this.update());
  }

  get = (id: string): Drawn | undefined => this.#drawn.get(id);
  cellOf = (id: string): Cell | undefined => this.#preview.get(id) ?? this.#cells.get(id);
  /** How many flows come into an element, and how many leave it. */
  countsOf(id: string): { into: number; out: number } {
    let [into, out] = [0, 0];
    for (const flow of this.flowsOf(id)) {
      const ends = endsOf(this.cellOf(flow)!);
      if (cellOf(ends.target) === id) into += 1;
      if (cellOf(ends.source) === id) out += 1;
    }
    return { into, out };
  }
  /** The boundary that holds the middle of an element, the innermost of several. */
  holderOf(id: string): Drawn | null {
    const box = this.get(id)?.box;
    if (!box) return null;
    const area = box.width * box.height;
    const middle = centreOf(box);
    const holds = (other: Drawn | undefined) =>
      other?.box && other.id !== id && other.box.width * other.box.height > area && isIn(middle, other.box);
    return (this.layers[0]?.map(this.get) ?? []).findLast(holds) ?? null;
  }
  flowsOf = (id: string): ReadonlySet<string> => this.#flowsOf.get(id) ?? NONE;
  all = (): Iterable<Drawn> => this.#drawn.values();

  hear(id: string, tell: () => void): () => void {
    const hearers = this.#hearers.get(id) ?? new Set();
    this.#hearers.set(id, hearers.add(tell));
    return () => {
      hearers.delete(tell);
      if (hearers.size === 0 && this.#hearers.get(id) === hearers) this.#hearers.delete(id);
    };
  }

  /** Hears of every change, and so of those of the layers. */
  subscribe = (tell: () => void): (() => void) => {
    this.#all.add(tell);
    return () => void this.#all.delete(tell);
  };

  preview(patches: ReadonlyMap<string, Patch> | null): void {
    const touched = new Set([...this.#patches.keys(), ...(patches?.keys() ?? [])]);
    this.#patches = patches ?? new Map();
    for (const id of touched) this.#show(id);
    this.#refresh(touched, true);
  }

  /** Takes how many threats are open; what has another number of them is called otherwise. */
  note(threats: OpenThreats): void {
    const before = this.#threats;
    this.#threats = threats;
    const touched = new Set([...Object.keys(before), ...Object.keys(threats)]);
    for (const id of touched) if (before[id] === threats[id]) touched.delete(id);
    this.#refresh(touched, false);
  }

  /** As a layout would have a cell. */
  #show(id: string): void {
    const [cell, patch] = [this.#cells.get(id), this.#patches.get(id)];
    if (cell && patch) this.#preview.set(id, merge(cell, patch));
    else this.#preview.delete(id);
  }

  update(): void {
    const { cells, order } = this.room.getState();
    if (cells === this.#cells && order === this.#order) return;
    const touched = new Set<string>();
    for (const id of order) if (cells.get(id) !== this.#cells.get(id)) touched.add(id);
    for (const id of this.#cells.keys()) if (!cells.has(id)) touched.add(id);
    const isReordered = order !== this.#order;
    this.#cells = cells;
    this.#order = order;
    for (const id of touched) this.#show(id);
    this.#refresh(touched, isReordered);
  }

  #refresh(touched: Set<string>, isReordered: boolean): void {
    const affected = new Set(touched);
    const pairs = new Set<string>();
    let isRelayered = isReordered;
    for (const id of touched) {
      const before = this.#drawn.get(id)?.cell;
      const after = this.cellOf(id);
      if (before?.zIndex !== after?.zIndex || before?.shape !== after?.shape) isRelayered = true;
      this.#index(id, before, after, pairs, affected);
    }
    for (const id of touched) for (const flow of this.flowsOf(id)) affected.add(flow);
    for (const pair of pairs) for (const flow of this.#beside.get(pair) ?? []) affected.add(flow);
    for (const id of affected) this.#draw(id);
    if (isRelayered) this.#layer();
    for (const id of affected) for (const tell of [...(this.#hearers.get(id) ?? [])]) tell();
    if (affected.size === 0 && !isRelayered) return;
    this.version += 1;
    for (const tell of [...this.#all]) tell();
  }

  #index(id: string, before: Cell | undefined, after: Cell | undefined, pairs: Set<string>, ends: Set<string>): void {
    for (const [cell, isNow] of [
      [before, false],
      [after, true],
    ] as const) {
      if (!cell || kindOf(cell) !== "flow") continue;
      const { source, target } = endsOf(cell);
      for (const end of [cellOf(source), cellOf(target)]) {
        if (end === null) continue;
        const flows = this.#flowsOf.get(end) ?? new Set();
        this.#flowsOf.set(end, flows);
        // How many there are is part of its name.
        ends.add(end);
        if (isNow) flows.add(id);
        else flows.delete(id);
      }
      const pair = pairOf(cell);
      if (pair === null) continue;
      const others = (this.#beside.get(pair) ?? []).filter((one) => one !== id);
      this.#beside.set(pair, isNow ? [...others, id].sort() : others);
      pairs.add(pair);
    }
  }

  #draw(id: string): void {
    const cell = this.cellOf(id);
    if (!cell) return void this.#drawn.delete(id);
    const kind = kindOf(cell);
    this.#drawn.set(id, {
      id,
      cell,
      kind,
      label: labelOf(cell),
      colour: colourOf(cell),
      box: boxOf(cell),
      route: kind === "flow" ? routeOf(cell, this.cellOf, this.#laneOf(cell)) : null,
      threats: this.#threats[id] ?? 0,
    });
  }

  #laneOf(flow: Cell): number {
    const pair = pairOf(flow);
    const beside = pair === null ? [] : (this.#beside.get(pair) ?? []);
    return beside.length < 2 ? 0 : laneOf(beside.indexOf(flow.id), beside.length);
  }

  #layer(): void {
    const layers: string[][] = [[], [], []];
    for (const id of this.#order) layers[layerOf(this.#cells.get(id)!)]!.push(id);
    const height = (id: string) => heightOf(this.#cells.get(id)!);
    this.layers = layers.map((layer, n) =>
      // A boundary inside another lies above it, whichever was drawn first.
      layer.sort((a, b) => height(a) - height(b) || (n === 0 ? this.#area(b) - this.#area(a) : 0)),
    );
  }

  #area(id: string): number {
    const box = boxOf(this.#cells.get(id)!);
    return box ? box.width * box.height : 0;
  }
}

/** The two elements a flow lies between, in either direction. */
function pairOf(flow: Cell): string | null {
  const { source, target } = endsOf(flow);
  const [a, b] = [cellOf(source), cellOf(target)];
  if (a === null || b === null || a === b || (Array.isArray(flow.vertices) && flow.vertices.length > 0)) return null;
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
