import type { CellEdit } from "@/lib/domain/diagram/apply";
import { landed, movedBy, withHeld } from "@/lib/domain/diagram/arrange";
import type { Cell } from "@/lib/domain/diagram/cell";
import { meets } from "@/lib/domain/diagram/geometry";
import { newNode } from "@/lib/domain/diagram/new-cell";
import { type Box, boxOf, kindOf, type Point, SIZE_OF, withPosition, withSize } from "@/lib/domain/diagram/read-cell";
import { onGrid, snapped } from "@/lib/domain/diagram/snap";
import { newId } from "../new-id";
import { between, type Gesture, type Hand, minus, NOTHING } from "./gesture";
import type { Placed } from "./mode";
import type { Stage } from "./stage";

/** What a pressed pointer does to elements: it moves, sizes and places them. */

const REACH = 6;
/** Of this many others, those in sight, things are brought into line; more would hold up the hand. */
const MOST_OTHERS = 300;

export function drag(stage: Stage, start: Hand): Gesture {
  const cells = stage.cells;
  const ids = stage.chosen;
  const moved = withHeld(cells, ids);
  const box = stage.boxOf([...moved].filter((id) => stage.scene.get(id)?.box));
  const seen = stage.camera.seen();
  const others: Box[] = [];
  for (const { id, box: its } of stage.scene.all()) {
    if (its && !moved.has(id) && others.length < MOST_OTHERS && meets(its, seen)) others.push(its);
  }
  const joins = `drag ${newId()}`;
  let edits: readonly CellEdit[] = NOTHING;
  return {
    is: "drag",
    move({ world, alt, shift }) {
      const by = minus(world, start.world);
      // Held, the shift key keeps to one direction, the alt key to nothing.
      if (shift) by[Math.abs(by.x) > Math.abs(by.y) ? "y" : "x"] = 0;
      const snap =
        box && !alt
          ? snapped({ ...box, x: box.x + by.x, y: box.y + by.y }, others, REACH / stage.camera.getState().zoom)
          : null;
      const to = { x: Math.round(by.x + (snap?.by.x ?? 0)), y: Math.round(by.y + (snap?.by.y ?? 0)) };
      edits = movedBy(cells, ids, to);
      stage.edit(edits, joins);
      stage.mode.set({ guides: snap?.guides ?? [] });
    },
    end() {
      stage.edit(landed(cells, edits), joins);
      stage.room.settle();
    },
    cancel() {
      if (edits.length > 0) stage.edit(movedBy(cells, ids, { x: 0, y: 0 }), joins);
      stage.room.settle();
    },
    doing: () => edits,
  };
}

export const LEAST = { width: 40, height: 30 };

/** Pulls one or two sides of a box; the others stay. `at` names them: "n", "se". */
export function pulled(box: Box, at: string, by: Point): Box {
  let { x, y, width, height } = box;
  if (at.includes("e")) width = Math.max(LEAST.width, width + by.x);
  if (at.includes("s")) height = Math.max(LEAST.height, height + by.y);
  if (at.includes("w")) {
    const less = Math.min(by.x, width - LEAST.width);
    x += less;
    width -= less;
  }
  if (at.includes("n")) {
    const less = Math.min(by.y, height - LEAST.height);
    y += less;
    height -= less;
  }
  return { x, y, width, height };
}

export function resize(stage: Stage, start: Hand, id: string, at: string): Gesture {
  const cells = stage.cells;
  const cell = cells.get(id)!;
  const box = boxOf(cell)!;
  const joins = `resize ${newId()}`;
  let edits: readonly CellEdit[] = NOTHING;
  const sized = (to: Box): CellEdit[] => [
    { id, operation: "update", data: { ...withPosition(cell, to), ...withSize(cell, to) } },
  ];
  return {
    is: "resize",
    move({ world, alt }) {
      const by = minus(world, start.world);
      const free = pulled(box, at, by);
      const edge = (value: number) => (alt ? Math.round(value) : onGrid(value));
      const [left, top] = [at.includes("w") ? edge(free.x) : free.x, at.includes("n") ? edge(free.y) : free.y];
      const right = at.includes("e") ? edge(free.x + free.width) : free.x + free.width;
      const bottom = at.includes("s") ? edge(free.y + free.height) : free.y + free.height;
      const to = {
        x: left,
        y: top,
        width: Math.max(LEAST.width, right - left),
        height: Math.max(LEAST.height, bottom - top),
      };
      edits = sized(to);
      stage.edit(edits, joins);
    },
    end() {
      const to = stage.scene.get(id)?.box;
      if (kindOf(cell) === "boundary" && to && edits.length > 0) {
        // What came into it or went out of it by this.
        const near = [...cells.values()].filter(
          (one) => one.id !== id && meets(boxOf(one) ?? FAR, box) !== meets(boxOf(one) ?? FAR, to),
        );
        const touched: CellEdit[] = near.map((one) => ({ id: one.id, operation: "update", data: {} }));
        const all = landed(cells, [...edits, ...touched]);
        stage.edit(
          all.filter((edit) => edit.operation !== "update" || Object.keys(edit.data).length > 0),
          joins,
        );
      }
      stage.room.settle();
    },
    cancel() {
      if (edits.length > 0) stage.edit(sized(box), joins);
      stage.room.settle();
    },
    doing: () => edits,
  };
}

const FAR: Box = { x: Number.MAX_SAFE_INTEGER, y: 0, width: 0, height: 0 };

/** Places a new element: pressed, one of its usual size around the pointer; dragged, one as large as the frame. */
export function place(stage: Stage, start: Hand, kind: Placed): Gesture {
  const size = SIZE_OF[kind];
  const usual = (at: Point): Box => ({ x: onGrid(at.x - size.width / 2), y: onGrid(at.y - size.height / 2), ...size });
  let box = usual(start.world);
  return {
    is: "place",
    move({ world }) {
      const drawn = between(start.world, world);
      const isDrawn = drawn.width >= LEAST.width && drawn.height >= LEAST.height;
      box = isDrawn
        ? { x: onGrid(drawn.x), y: onGrid(drawn.y), width: onGrid(drawn.width), height: onGrid(drawn.height) }
        : usual(start.world);
      stage.mode.set({ placing: { kind, box } });
    },
    end() {
      const cell: Cell = newNode(newId(), kind, box, "");
      stage.mode.set({ tool: "select" });
      if (!stage.move([{ id: cell.id, operation: "add", data: cell }])) return;
      stage.choose([cell.id]);
      stage.name(cell.id);
    },
    cancel: () => {},
    doing: () => NOTHING,
  };
}
