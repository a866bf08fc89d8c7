import { grown } from "@/lib/domain/diagram/geometry";
import type { Box, Point } from "@/lib/domain/diagram/read-cell";
import { store as makeStore } from "../told";

/** A point of the diagram lies on the screen at `x + zoom * point.x`, in pixels from the upper left corner of the canvas. */
export type CameraState = { x: number; y: number; zoom: number; width: number; height: number };

export const ZOOM = { least: 0.05, most: 4 };
/** Pixels kept free around what is shown whole; at the left as many as the tools take. */
const MARGIN = 56;
const TOOLS = { room: 64, fromWidth: 640 };
const MOVE = 180;

/** Where somebody looks, as others are told of it: the point in the middle of the window. */
export type Look = { x: number; y: number; zoom: number };

export type Camera = ReturnType<typeof makeCamera>;

export function makeCamera() {
  const store = makeStore<CameraState>({ x: 0, y: 0, zoom: 1, width: 0, height: 0 });
  const within = (zoom: number) => Math.max(ZOOM.least, Math.min(ZOOM.most, zoom));
  const get = store.getState;
  let moving = 0;
  let isMine = false;
  const set = (to: Partial<CameraState>) => {
    isMine = true;
    cancelAnimationFrame(moving);
    store.set(to);
  };
  /** Glides there, or is there at once for those who asked for rest. */
  const move = (to: { x: number; y: number; zoom: number }, isAtOnce = false) => {
    cancelAnimationFrame(moving);
    if (isAtOnce || matchMedia("(prefers-reduced-motion: reduce)").matches) return store.set(to);
    const from = get();
    const start = performance.now();
    const middle = (at: Look): Point => ({
      x: (from.width / 2 - at.x) / at.zoom,
      y: (from.height / 2 - at.y) / at.zoom,
    });
    const [a, b] = [middle(from), middle(to)];
    const step = (now: number) => {
      const part = Math.min(1, Math.max(0, (now - start) / MOVE));
      const eased = 1 - (1 - part) ** 3;
      // Zoom changes by its logarithm, the middle with it, so that nothing swings.
      const zoom = from.zoom * (to.zoom / from.zoom) ** eased;
      const at = { x: a.x + (b.x - a.x) * eased, y: a.y + (b.y - a.y) * eased };
      if (part === 1) return store.set(to);
      store.set({ zoom, x: from.width / 2 - at.x * zoom, y: from.height / 2 - at.y * zoom });
      moving = requestAnimationFrame(step);
    };
    moving = requestAnimationFrame(step);
  };
  const fitting = (box: Box, most: number) => {
    const { width, height } = get();
    const margin = width < TOOLS.fromWidth ? MARGIN / 3 : MARGIN;
    const left = width < TOOLS.fromWidth ? 0 : TOOLS.room - margin / 2;
    const zoom = within(Math.min(most, (width - left - 2 * margin) / box.width, (height - 2 * margin) / box.height));
    return {
      zoom,
      x: (width + left) / 2 - (box.x + box.width / 2) * zoom,
      y: height / 2 - (box.y + box.height / 2) * zoom,
    };
  };
  return {
    getState: get,
    subscribe: store.subscribe,
    resize: (width: number, height: number) => store.set({ width, height }),
    /** Has somebody moved it since all was shown? */
    isMine: () => isMine,
    /** From now on it stays where it is until somebody moves it. */
    keep() {
      isMine = true;
    },
    panBy: (x: number, y: number) => set({ x: get().x + x, y: get().y + y }),
    /** Zooms by a factor, and what lies under the point of the screen stays there. */
    zoomBy(factor: number, at?: Point, glide = false) {
      const { x, y, zoom, width, height } = get();
      const fixed = at ?? { x: width / 2, y: height / 2 };
      const next = within(zoom * factor);
      const to = { zoom: next, x: fixed.x - ((fixed.x - x) * next) / zoom, y: fixed.y - ((fixed.y - y) * next) / zoom };
      isMine = true;
      if (glide) move(to);
      else set(to);
    },
    zoomTo(zoom: number) {
      this.zoomBy(zoom / get().zoom, undefined, true);
    },
    /** Shows all of a box, not larger than life. */
    fit(box: Box, isAtOnce = false) {
      isMine = false;
      move(fitting(box, 1), isAtOnce);
    },
    /** Moves as little as brings a box into sight. */
    bring(box: Box) {
      const { x, y, zoom, width, height } = get();
      const view = {
        left: box.x * zoom + x,
        top: box.y * zoom + y,
        right: (box.x + box.width) * zoom + x,
        bottom: (box.y + box.height) * zoom + y,
      };
      if (view.right - view.left > width || view.bottom - view.top > height) return move(fitting(grown(box, 8), zoom));
      const by = (low: number, high: number, room: number) =>
        low < MARGIN ? MARGIN - low : high > room - MARGIN ? room - MARGIN - high : 0;
      const [dx, dy] = [by(view.left, view.right, width), by(view.top, view.bottom, height)];
      if (dx === 0 && dy === 0) return;
      isMine = true;
      move({ zoom, x: x + dx, y: y + dy });
    },
    /** Looks where somebody else looks. */
    lookAt({ x, y, zoom }: Look, isAtOnce = false) {
      const { width, height } = get();
      isMine = true;
      move({ zoom, x: width / 2 - x * zoom, y: height / 2 - y * zoom }, isAtOnce);
    },
    look(): Look {
      const { x, y, zoom, width, height } = get();
      return { x: (width / 2 - x) / zoom, y: (height / 2 - y) / zoom, zoom };
    },
    toWorld: ({ x, y }: Point): Point => ({ x: (x - get().x) / get().zoom, y: (y - get().y) / get().zoom }),
    toScreen: ({ x, y }: Point): Point => ({ x: x * get().zoom + get().x, y: y * get().zoom + get().y }),
    /** The part of the diagram that is seen. */
    seen(): Box {
      const { x, y, zoom, width, height } = get();
      return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
    },
  };
}
