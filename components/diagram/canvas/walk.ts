import { centreOf } from "@/lib/domain/diagram/geometry";
import type { Point } from "@/lib/domain/diagram/read-cell";
import type { Drawn, Scene } from "./scene";

/** How the keys get from one element to another. */
export type Way = "ArrowUp" | "ArrowRight" | "ArrowDown" | "ArrowLeft";
export const WAYS: Record<Way, Point> = {
  ArrowUp: { x: 0, y: -1 },
  ArrowRight: { x: 1, y: 0 },
  ArrowDown: { x: 0, y: 1 },
  ArrowLeft: { x: -1, y: 0 },
};
export const isWay = (key: string): key is Way => key in WAYS;

const middle = ({ box, route }: Drawn): Point => (box ? centreOf(box) : (route?.label ?? { x: 0, y: 0 }));

/** The next of these in a direction: what lies straight ahead counts as nearer than what lies aside. Null: none is there. */
export function nextTowards(from: Drawn, way: Way, others: Iterable<Drawn>): Drawn | null {
  const start = middle(from);
  const { x, y } = WAYS[way];
  let best: { drawn: Drawn; far: number } | null = null;
  for (const drawn of others) {
    if (drawn.id === from.id) continue;
    const to = middle(drawn);
    const [dx, dy] = [to.x - start.x, to.y - start.y];
    const ahead = dx * x + dy * y;
    const aside = Math.abs(dx * y) + Math.abs(dy * x);
    if (ahead <= 0 || aside > ahead * 3) continue;
    const far = ahead + aside * 2;
    if (!best || far < best.far) best = { drawn, far };
  }
  return best?.drawn ?? null;
}

/** All elements as they are read: from above to below, and in a row from left to right; flows have no place of their own. */
export const inReadingOrder = (scene: Scene): Drawn[] =>
  [...scene.all()]
    .filter(({ box }) => box)
    .sort((a, b) => Math.round(a.box!.y / 40) - Math.round(b.box!.y / 40) || a.box!.x - b.box!.x);
