import { distanceTo, grown, isIn } from "@/lib/domain/diagram/geometry";
import type { Box, Point } from "@/lib/domain/diagram/read-cell";
import type { Drawn, Scene } from "./scene";

/** Pixels of the screen: what is smaller is found as if it were as large (WCAG 2.5.8), a line as if it were as broad. */
const TARGET = 24;
const TITLE = 30;

/** The uppermost element under a point, however small it is shown. Inside of a boundary there is what it holds, and the ground. */
export function hitAt(scene: Scene, at: Point, zoom: number): Drawn | null {
  const [boundaries, flows, nodes] = scene.layers.map((ids) => ids.map((id) => scene.get(id)!).reverse());
  const least = TARGET / zoom;
  return (
    nodes!.find(({ box }) => box && isIn(at, box)) ??
    nodes!.find(({ box }) => box && isIn(at, atLeast(box, least))) ??
    nearestFlow(flows!, at, least / 2) ??
    boundaries!.find(({ box }) => box && isOnBorder(at, box, least / 2, TITLE)) ??
    null
  );
}

function atLeast(box: Box, least: number): Box {
  const [across, down] = [Math.max(0, least - box.width) / 2, Math.max(0, least - box.height) / 2];
  return { x: box.x - across, y: box.y - down, width: box.width + 2 * across, height: box.height + 2 * down };
}

function nearestFlow(flows: readonly Drawn[], at: Point, reach: number): Drawn | undefined {
  let found: { flow: Drawn; distance: number } | undefined;
  for (const flow of flows) {
    if (!flow.route) continue;
    const { x, y } = flow.route.label;
    const isOnWord = flow.label !== "" && Math.abs(at.x - x) < 60 && Math.abs(at.y - y) < 10;
    const distance = isOnWord ? 0 : distanceTo(flow.route.points, at).distance;
    if (distance <= reach && (!found || distance < found.distance)) found = { flow, distance };
  }
  return found?.flow;
}

function isOnBorder(at: Point, box: Box, reach: number, title: number): boolean {
  if (!isIn(at, grown(box, reach))) return false;
  const inner = grown(box, -reach);
  const isInside = inner.width > 0 && inner.height > 0 && isIn(at, inner);
  return !isInside || at.y < box.y + title;
}

/** The uppermost element that a flow may begin or end at: boundaries and texts only where nothing else is. */
export function endAt(scene: Scene, at: Point, zoom: number): Drawn | null {
  const least = TARGET / zoom;
  const nodes = (scene.layers[2] ?? []).map((id) => scene.get(id)!).reverse();
  return (
    nodes.find(({ box, kind }) => box && kind !== "text" && isIn(at, grown(atLeast(box, least), 6 / zoom))) ?? null
  );
}
