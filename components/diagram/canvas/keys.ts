import { grouped, movedBy, ordered, ungrouped } from "@/lib/domain/diagram/arrange";
import { cellOf, endsOf, type Point, verticesOf, withSize } from "@/lib/domain/diagram/read-cell";
import { newId } from "../new-id";
import { LEAST } from "./gestures-elements";
import type { Placed } from "./mode";
import type { Drawn } from "./scene";
import type { Stage } from "./stage";
import { inReadingOrder, isWay, nextTowards, WAYS, type Way } from "./walk";

/** Grid points of an arrow key; with Shift ten times as far. */
const STEP = 10;
/** Milliseconds in which a key after `g` is the second one of a jump to another page. */
const JUMP = 1_000;
const PLACES: Record<string, Placed> = { a: "actor", p: "process", s: "store", b: "boundary", t: "text" };
const ZOOM_STEP = 1.25;

/**
 * All that the keyboard does on the canvas. `single`: may keys without Ctrl stand for anything (WCAG 2.1.4)? What is not ours goes on to
 * the page.
 */
export function listenToKeys(root: HTMLElement, stage: Stage, single: () => boolean): () => void {
  let jumped = Number.NEGATIVE_INFINITY;

  const onDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || (event.target as Element).closest("[data-apart]")) return;
    stage.camera.keep();
    if (connectingKey(stage, event)) return event.preventDefault();
    const isJump = event.timeStamp - jumped < JUMP;
    if (event.key === "g" && !event.ctrlKey && !event.metaKey && !event.altKey) jumped = event.timeStamp;
    if (isJump) return;
    if (doneBy(stage, event, single())) event.preventDefault();
  };
  const onUp = (event: KeyboardEvent) => {
    if (event.key === " ") stage.mode.set({ spaced: false });
    if (event.key.toLowerCase() === "l") stage.laser(false);
  };
  const onBlur = () => {
    stage.mode.set({ spaced: false });
    stage.laser(false);
  };
  root.addEventListener("keydown", onDown);
  root.addEventListener("keyup", onUp);
  root.addEventListener("blur", onBlur);
  return () => {
    root.removeEventListener("keydown", onDown);
    root.removeEventListener("keyup", onUp);
    root.removeEventListener("blur", onBlur);
  };
}

function doneBy(stage: Stage, event: KeyboardEvent, single: boolean): boolean {
  const { key, shiftKey, altKey } = event;
  const mod = event.ctrlKey || event.metaKey;
  if (isWay(key)) return arrow(stage, key, { shift: shiftKey, alt: altKey, mod });
  if (mod) return !altKey && withMod(stage, key.toLowerCase(), shiftKey);
  if (altKey) return false;
  return plain(stage, key) || (single && letter(stage, key, event.repeat));
}

function arrow(stage: Stage, key: Way, { shift, alt, mod }: { shift: boolean; alt: boolean; mod: boolean }): boolean {
  const { active, scene } = stage;
  const drawn = active === null ? undefined : scene.get(active);
  if (!drawn) {
    const first = inReadingOrder(scene)[0];
    if (first) choose(stage, first.id);
    return true;
  }
  if (mod) {
    const next = nextTowards(
      drawn,
      key,
      [...scene.all()].filter(({ kind }) => kind !== "flow"),
    );
    if (next) choose(stage, next.id);
    return true;
  }
  const far = shift ? STEP * 10 : STEP;
  const by = { x: WAYS[key].x * far, y: WAYS[key].y * far };
  if (alt) {
    const { box } = drawn;
    if (!box) return true;
    const size = { width: Math.max(LEAST.width, box.width + by.x), height: Math.max(LEAST.height, box.height + by.y) };
    stage.edit([{ id: drawn.id, operation: "update", data: withSize(drawn.cell, size) }], `size ${drawn.id}`);
    return true;
  }
  const ids = stage.chosen;
  if (ids.length === 1 && bent(stage, drawn, by)) return true;
  if (stage.move(movedBy(stage.cells, ids, by), `keys ${ids.join()}`)) {
    stage.bring(ids);
    stage.said.tell({ is: "moved", ids });
  }
  return true;
}

/** A flow between two elements cannot be moved as such: arrows bend it. Answers whether it is one. */
function bent(stage: Stage, { id, cell, kind, route }: Drawn, by: Point): boolean {
  const { source, target } = endsOf(cell);
  if (kind !== "flow" || !route || cellOf(source) === null || cellOf(target) === null) return false;
  const bends = verticesOf(cell);
  const from = bends.length > 0 ? bends : [route.points[Math.floor(route.points.length / 2)]!];
  const vertices = from.map(({ x, y }) => ({ x: Math.round(x + by.x), y: Math.round(y + by.y) }));
  stage.edit([{ id, operation: "update", data: { vertices } }], `bend ${id}`);
  return true;
}

function choose(stage: Stage, id: string): void {
  stage.choose([id]);
  stage.bring([id]);
}

function withMod(stage: Stage, key: string, shift: boolean): boolean {
  const ids = stage.chosen;
  if (key === "a") stage.choose(shift ? [] : [...stage.scene.all()].map(({ id }) => id));
  else if (key === "d") stage.duplicate();
  else if (key === "z") shift ? stage.room.redo() : stage.room.undo();
  else if (key === "y") stage.room.redo();
  else if (key === "g") shift ? ungroup(stage) : group(stage);
  else if (key === "]" || key === "[") stage.edit(ordered(stage.cells, ids, key === "]" ? "front" : "back"));
  else return false;
  return true;
}

/** Draws a boundary around what is chosen. */
export function group(stage: Stage): void {
  const id = newId();
  const ids = stage.chosen.filter((one) => stage.scene.get(one)?.box);
  if (ids.length > 0 && stage.edit(grouped(stage.cells, ids, id, ""))) stage.choose([id]);
}

export function ungroup(stage: Stage): void {
  const ids = stage.chosen;
  stage.edit(ungrouped(stage.cells, ids));
}

function plain(stage: Stage, key: string): boolean {
  const { active } = stage;
  if (key === "Escape") {
    if (stage.stop()) return true;
    if (stage.chosen.length === 0) return false;
    stage.choose([]);
    return true;
  }
  if (key === "Delete" || key === "Backspace") stage.remove(stage.chosen);
  else if (key === "F2" || key === "Enter") {
    if (active) stage.name(active);
  } else if (key === "Home" || key === "End") {
    const next = inReadingOrder(stage.scene).at(key === "Home" ? 0 : -1);
    if (next) choose(stage, next.id);
  } else if (key === "PageUp" || key === "PageDown") {
    stage.edit(ordered(stage.cells, stage.chosen, key === "PageUp" ? "front" : "back"));
  } else if (key === " ") stage.mode.set({ spaced: true });
  else if (key === "[" || key === "]") walkFlows(stage, key === "]" ? 1 : -1);
  else return false;
  return true;
}

/** From an element to its flows, and on to the next of them. */
function walkFlows(stage: Stage, by: 1 | -1): void {
  const active = stage.active === null ? undefined : stage.scene.get(stage.active);
  if (!active) return;
  const from = active.kind === "flow" ? stage.walkedFrom : active.id;
  const flows = from === null ? [] : [...stage.scene.flowsOf(from)];
  if (flows.length === 0) return;
  stage.walkedFrom = from;
  const next = flows[(flows.indexOf(active.id) + by + flows.length) % flows.length]!;
  choose(stage, active.kind !== "flow" && by < 0 ? flows.at(-1)! : next);
}

function letter(stage: Stage, key: string, isRepeat: boolean): boolean {
  const { camera } = stage;
  const low = key.toLowerCase();
  if (/[-+=01−]/.test(key)) stage.view.follow(null);
  if (key === "+" || key === "=") camera.zoomBy(ZOOM_STEP, undefined, true);
  else if (key === "-" || key === "−") camera.zoomBy(1 / ZOOM_STEP, undefined, true);
  else if (key === "0") camera.zoomTo(1);
  else if (key === "1") stage.fit();
  else if (PLACES[low]) stage.add(PLACES[low]);
  else if (low === "c") stage.beginConnecting();
  else if (low === "v") stage.mode.set({ tool: "select" });
  else if (low === "h") stage.mode.set({ tool: "hand" });
  else if (low === "f") stage.mode.set({ tool: "flow" });
  else if (low === "l") isRepeat || stage.laser(true);
  else return false;
  return true;
}

/** While a flow is drawn by keys, letters are a name, arrows a direction. Answers whether the key was one of these. */
function connectingKey(stage: Stage, event: KeyboardEvent): boolean {
  const { connecting } = stage.mode.getState();
  if (!connecting || event.ctrlKey || event.metaKey || event.altKey) return false;
  const { key } = event;
  if (key === "Escape") stage.mode.set({ connecting: null });
  else if (key === "Enter") {
    if (connecting.to) stage.connectTo(connecting.to);
  } else if (isWay(key)) {
    const from = stage.scene.get(connecting.to ?? connecting.from);
    const next =
      from &&
      nextTowards(
        from,
        key,
        stage.targets().filter(({ id }) => id !== connecting.from),
      );
    if (next) stage.aimAt(next.id, "");
  } else if (key === "Tab") {
    const all = stage.targets();
    const at = all.findIndex(({ id }) => id === connecting.to);
    const next = all[(at + (event.shiftKey ? -1 : 1) + all.length) % all.length];
    if (next) stage.aimAt(next.id, "");
  } else if (key === "Backspace") stage.aimByName(connecting.typed.slice(0, -1));
  else if (key.length === 1) stage.aimByName(connecting.typed + key);
  else return false;
  return true;
}
