import type { CellEdit } from "@/lib/domain/diagram/apply";
import { portAt, routeBetween, sideTowards } from "@/lib/domain/diagram/geometry";
import { newFlow, withEnd } from "@/lib/domain/diagram/new-cell";
import { cellOf, type End, endsOf, type Point, SIDES, type Side, verticesOf } from "@/lib/domain/diagram/read-cell";
import { onGrid } from "@/lib/domain/diagram/snap";
import { newId } from "../new-id";
import { type Gesture, type Hand, NOTHING } from "./gesture";
import { endAt } from "./hit";
import type { Stage } from "./stage";

/** What a pressed pointer does to flows: it draws them, takes their ends elsewhere and bends them. */

/** Pixels within which an end goes to the middle of a side. */
const PORT = 16;

/** The end a flow would have at a point: a side of an element, the element as such, or the point. */
function endUnder(stage: Stage, { world }: Hand, besides: string | null): NonNullable<End> {
  const { zoom } = stage.camera.getState();
  const found = endAt(stage.scene, world, zoom);
  if (!found?.box || found.id === besides) return { x: onGrid(world.x), y: onGrid(world.y) };
  const box = found.box;
  const near = (side: Side) => {
    const { x, y } = portAt(box, side);
    return Math.hypot(x - world.x, y - world.y) * zoom;
  };
  const side = SIDES.reduce((best, one) => (near(one) < near(best) ? one : best));
  return { cell: found.id, port: near(side) < PORT ? side : null };
}

const anchor = (stage: Stage, end: NonNullable<End>, seen: Point) => {
  if (!("cell" in end)) return { ...end, side: sideTowards({ ...end, width: 1, height: 1 }, seen) };
  const box = stage.scene.get(end.cell)!.box!;
  const side = SIDES.find((one) => one === end.port) ?? sideTowards(box, seen);
  return { ...portAt(box, side), side };
};

const seenFrom = (stage: Stage, end: NonNullable<End>): Point => {
  if (!("cell" in end)) return end;
  const { x, y, width, height } = stage.scene.get(end.cell)!.box!;
  return { x: x + width / 2, y: y + height / 2 };
};

/** Draws a flow from an end to wherever the pointer is released. */
export function connect(stage: Stage, source: NonNullable<End>): Gesture {
  let target: NonNullable<End> | null = null;
  return {
    is: "connect",
    move(hand) {
      target = endUnder(stage, hand, null);
      if ("cell" in target && "cell" in source && target.cell === source.cell) target = null;
      const [from, to] = [seenFrom(stage, source), target ? seenFrom(stage, target) : hand.world];
      const end = target ?? { ...hand.world };
      stage.mode.set({
        draft: routeBetween(anchor(stage, source, to), anchor(stage, end, from)),
        aim: target && "cell" in target ? target.cell : null,
      });
    },
    end() {
      if (!target) return;
      // A click is no flow.
      if (!("cell" in target) && !("cell" in source) && Math.hypot(target.x - source.x, target.y - source.y) < 30)
        return;
      const flow = newFlow(newId(), source, target);
      if (!stage.edit([{ id: flow.id, operation: "add", data: flow }])) return;
      stage.choose([flow.id]);
      stage.mode.set({ tool: "select" });
      if ("cell" in target) stage.name(flow.id);
    },
    cancel: () => {},
    doing: () => NOTHING,
  };
}

/** Takes one end of a flow elsewhere. */
export function reconnect(stage: Stage, id: string, which: "source" | "target"): Gesture {
  const cell = stage.cells.get(id)!;
  const joins = `end ${newId()}`;
  const other = cellOf(endsOf(cell)[which === "source" ? "target" : "source"]);
  const was: CellEdit[] = [{ id, operation: "update", data: { [which]: cell[which] ?? null } }];
  let edits: readonly CellEdit[] = NOTHING;
  return {
    is: "connect",
    move(hand) {
      const end = endUnder(stage, hand, other);
      edits = [{ id, operation: "update", data: withEnd(which, end) }];
      stage.edit(edits, joins);
      stage.mode.set({ aim: "cell" in end ? end.cell : null });
    },
    end: () => stage.room.settle(),
    cancel() {
      if (edits.length > 0) stage.edit(was, joins);
      stage.room.settle();
    },
    doing: () => edits,
  };
}

/** Pixels within which a bend lies in line with its neighbours, and is none any more. */
const STRAIGHT = 7;

/** Moves a bend of a flow; a new one begins between two points of it. On the straight line between its neighbours it goes away. */
export function bend(stage: Stage, id: string, place: number, isNew: boolean): Gesture {
  const cell = stage.cells.get(id)!;
  const bends = verticesOf(cell);
  const joins = `bend ${newId()}`;
  let edits: readonly CellEdit[] = NOTHING;
  const put = (vertices: readonly Point[]) => {
    edits = [{ id, operation: "update", data: { vertices } }];
    stage.edit(edits, joins);
  };
  return {
    is: "bend",
    move({ world, alt }) {
      const at = alt ? { x: Math.round(world.x), y: Math.round(world.y) } : { x: onGrid(world.x), y: onGrid(world.y) };
      put(isNew ? bends.toSpliced(place, 0, at) : bends.with(place, at));
    },
    end() {
      const points = stage.scene.get(id)?.route?.points ?? [];
      const now = verticesOf(stage.cells.get(id) ?? cell);
      const [before, at, after] = [points[place], now[place], points[place + 2]];
      if (before && at && after && edits.length > 0) {
        const length = Math.hypot(after.x - before.x, after.y - before.y) || 1;
        const off =
          Math.abs((after.x - before.x) * (before.y - at.y) - (before.x - at.x) * (after.y - before.y)) / length;
        if (off * stage.camera.getState().zoom < STRAIGHT) put(now.toSpliced(place, 1));
      }
      stage.room.settle();
    },
    cancel() {
      if (edits.length > 0) put(bends);
      stage.room.settle();
    },
    doing: () => edits,
  };
}
