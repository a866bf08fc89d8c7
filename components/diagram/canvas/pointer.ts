import { cellOf, endsOf, verticesOf } from "@/lib/domain/diagram/read-cell";
import type { Gesture, Hand } from "./gesture";
import { drag, place, resize } from "./gestures-elements";
import { bend, connect, reconnect } from "./gestures-flows";
import { marquee, pan } from "./gestures-looking";
import { endAt, hitAt } from "./hit";
import type { Stage } from "./stage";

/** Pixels a pressed pointer moves before it drags: a finger is less steady. */
const SLACK = { mouse: 3, touch: 10 };
const WHEEL_LINE = 16;
/** Milliseconds between the presses of a double one. */
const DOUBLE = 350;

/** Lets pointers, fingers and wheel work on the canvas; answers how to stop. */
export function listenToPointers(root: HTMLElement, stage: Stage): () => void {
  const fingers = new Map<number, { x: number; y: number }>();
  let pressed: { hand: Hand; begin: () => Gesture | null; click?: () => void } | null = null;
  let isPinching = false;
  let lastPress = { at: 0, id: null as string | null };
  let due: PointerEvent | null = null;
  let frame = 0;

  const handOf = (event: {
    clientX: number;
    clientY: number;
    shiftKey: boolean;
    altKey: boolean;
    pointerType?: string;
  }): Hand => {
    const { left, top } = root.getBoundingClientRect();
    const screen = { x: event.clientX - left, y: event.clientY - top };
    return {
      screen,
      world: stage.camera.toWorld(screen),
      shift: event.shiftKey,
      alt: event.altKey,
      touch: event.pointerType === "touch",
    };
  };

  const begin = (gesture: Gesture | null) => {
    stage.gesture = gesture;
    stage.mode.set({ gesture: gesture?.is ?? null, hover: null });
  };

  const onDown = (event: PointerEvent) => {
    const target = event.target as Element;
    if (target.closest("[data-apart]")) return;
    stage.view.follow(null);
    stage.camera.keep();
    if (event.pointerType === "touch") {
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      if (fingers.size === 2) {
        pressed = null;
        stage.gesture?.cancel();
        stage.end();
        isPinching = true;
        return;
      }
    }
    if (isPinching || event.button === 2) return;
    root.setPointerCapture(event.pointerId);
    pressed = pressOf(event, target, handOf(event));
  };

  const pressOf = (event: PointerEvent, target: Element, hand: Hand): NonNullable<typeof pressed> => {
    const { tool, spaced, connecting } = stage.mode.getState();
    const ground = { hand, begin: () => pan(stage, hand) };
    if (event.button === 1 || spaced || tool === "hand") return ground;
    const handle = target.closest<HTMLElement | SVGElement>("[data-handle]")?.dataset.handle;
    if (handle && stage.draws) {
      const [what, id] = handle.split(" ");
      const click = () => what === "port" && stage.beginConnecting(id);
      return { hand, begin: () => byHandle(handle, hand), click };
    }
    if (tool === "flow") {
      const from = endAt(stage.scene, hand.world, stage.camera.getState().zoom);
      const click = () => from && stage.beginConnecting(from.id);
      return { hand, begin: () => connect(stage, from ? { cell: from.id, port: null } : hand.world), click };
    }
    if (tool !== "select") {
      const gesture = place(stage, hand, tool);
      return { hand, begin: () => gesture, click: () => gesture.end(hand) };
    }
    const found = hitAt(stage.scene, hand.world, stage.camera.getState().zoom);
    const isDouble = event.timeStamp - lastPress.at < DOUBLE && lastPress.id === (found?.id ?? null);
    lastPress = { at: event.timeStamp, id: found?.id ?? null };
    if (connecting && found?.box) return { hand, begin: () => null, click: () => stage.connectTo(found.id) };
    if (!found) {
      const click = () => {
        if (!hand.shift) stage.choose([]);
        if (isDouble && stage.draws && !hand.touch) place(stage, hand, "text").end(hand);
      };
      return { hand, begin: () => (hand.touch ? pan(stage, hand) : marquee(stage, hand)), click };
    }
    const { id } = found;
    const wasChosen = stage.chosen.includes(id);
    // What moves under a finger must have been chosen before, so that nobody drags by scrolling.
    if (hand.touch && !(wasChosen && stage.draws)) return { ...ground, click: () => stage.choose([id]) };
    if (isDouble) return { hand, begin: () => null, click: () => stage.name(id) };
    if (!wasChosen) stage.choose(hand.shift ? [...stage.chosen, id] : [id]);
    const click = () => {
      if (wasChosen) stage.choose(hand.shift ? stage.chosen.filter((one) => one !== id) : [id]);
    };
    return { hand, begin: () => (stage.draws ? dragOf(id, hand) : pan(stage, hand)), click };
  };

  /** A flow between two elements cannot be dragged as such: taken between its points it gets a bend. */
  const dragOf = (id: string, hand: Hand): Gesture => {
    const drawn = stage.scene.get(id)!;
    if (drawn.kind !== "flow" || stage.chosen.length > 1) return drag(stage, hand);
    const { source, target } = endsOf(drawn.cell);
    if (cellOf(source) === null && cellOf(target) === null) return drag(stage, hand);
    return bend(stage, id, placeAmong(id, hand), true);
  };

  const placeAmong = (id: string, { world }: Hand): number => {
    const drawn = stage.scene.get(id)!;
    const bends = verticesOf(drawn.cell);
    if (bends.length === 0) return 0;
    const points = drawn.route!.points;
    let nearest = { distance: Number.POSITIVE_INFINITY, place: 0 };
    for (let n = 0; n + 1 < points.length; n++) {
      const [a, b] = [points[n]!, points[n + 1]!];
      const distance = Math.hypot((a.x + b.x) / 2 - world.x, (a.y + b.y) / 2 - world.y);
      if (distance < nearest.distance) nearest = { distance, place: n };
    }
    return nearest.place;
  };

  const byHandle = (handle: string, hand: Hand): Gesture | null => {
    const [what, id = "", at = ""] = handle.split(" ");
    if (!stage.scene.get(id)) return null;
    if (what === "resize") return resize(stage, hand, id, at);
    if (what === "port") return connect(stage, { cell: id, port: at });
    if (what === "end") return reconnect(stage, id, at === "source" ? "source" : "target");
    return bend(stage, id, Number(at), what === "new-bend");
  };

  const onMove = (event: PointerEvent) => {
    if (fingers.has(event.pointerId) && isPinching) return pinch(event);
    due = event;
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      if (due) moved(due);
      due = null;
    });
  };

  const moved = (event: PointerEvent) => {
    const hand = handOf(event);
    stage.pointer = hand.world;
    stage.room.point(hand.world);
    if (pressed) {
      const { screen } = pressed.hand;
      const far = Math.hypot(hand.screen.x - screen.x, hand.screen.y - screen.y);
      if (far < (hand.touch ? SLACK.touch : SLACK.mouse)) return;
      const { begin: start } = pressed;
      pressed = null;
      begin(start());
    }
    if (stage.gesture) stage.gesture.move(hand);
    else if (event.pointerType === "mouse") hover(hand);
  };

  const hover = (hand: Hand) => {
    const { zoom } = stage.camera.getState();
    const mode = stage.mode.getState();
    const found = hitAt(stage.scene, hand.world, zoom)?.id ?? null;
    if (found !== mode.hover) stage.mode.set({ hover: found });
  };

  const pinch = (event: PointerEvent) => {
    const before = [...fingers.values()];
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const after = [...fingers.values()];
    if (before.length < 2 || after.length < 2) return;
    const spread = ([a, b]: typeof before) => Math.hypot(a!.x - b!.x, a!.y - b!.y) || 1;
    const middle = ([a, b]: typeof before) => ({ x: (a!.x + b!.x) / 2, y: (a!.y + b!.y) / 2 });
    const { left, top } = root.getBoundingClientRect();
    const [from, to] = [middle(before), middle(after)];
    stage.camera.panBy(to.x - from.x, to.y - from.y);
    stage.camera.zoomBy(spread(after) / spread(before), { x: to.x - left, y: to.y - top });
  };

  const onUp = (event: PointerEvent) => {
    fingers.delete(event.pointerId);
    if (isPinching) {
      isPinching = fingers.size > 0;
      return;
    }
    cancelAnimationFrame(frame);
    frame = 0;
    due = null;
    const hand = handOf(event);
    if (pressed) {
      const { click } = pressed;
      pressed = null;
      click?.();
    } else if (stage.gesture) {
      const { gesture } = stage;
      gesture.move(hand);
      stage.end();
      gesture.end(hand);
    }
  };

  const onCancel = (event: PointerEvent) => {
    fingers.delete(event.pointerId);
    isPinching = false;
    pressed = null;
    stage.gesture?.cancel();
    stage.end();
  };

  const onLeave = () => {
    if (!stage.gesture) stage.mode.set({ hover: null });
    stage.room.point(null);
  };

  const onWheel = (event: WheelEvent) => {
    if ((event.target as Element).closest("[data-apart]")) return;
    event.preventDefault();
    stage.view.follow(null);
    const unit = event.deltaMode === 1 ? WHEEL_LINE : 1;
    if (event.ctrlKey || event.metaKey) {
      // A step of a wheel, or as much as two fingers spread.
      const by = Math.max(-60, Math.min(60, event.deltaY * unit));
      stage.camera.zoomBy(Math.exp(-by * (event.ctrlKey && Math.abs(by) < 30 ? 0.01 : 0.004)), handOf(event).screen);
    } else if (event.shiftKey && event.deltaX === 0) stage.camera.panBy(-event.deltaY * unit, 0);
    else stage.camera.panBy(-event.deltaX * unit, -event.deltaY * unit);
  };

  root.addEventListener("pointerdown", onDown);
  root.addEventListener("pointermove", onMove);
  root.addEventListener("pointerup", onUp);
  root.addEventListener("pointercancel", onCancel);
  root.addEventListener("pointerleave", onLeave);
  root.addEventListener("wheel", onWheel, { passive: false });
  return () => {
    cancelAnimationFrame(frame);
    root.removeEventListener("pointerdown", onDown);
    root.removeEventListener("pointermove", onMove);
    root.removeEventListener("pointerup", onUp);
    root.removeEventListener("pointercancel", onCancel);
    root.removeEventListener("pointerleave", onLeave);
    root.removeEventListener("wheel", onWheel);
  };
}
