import type { CellEdit } from "@/lib/domain/diagram/apply";
import type { Box, Point } from "@/lib/domain/diagram/read-cell";

/** A pointer as it is now: on the canvas in pixels, and in the diagram. */
export type Hand = { screen: Point; world: Point; shift: boolean; alt: boolean; touch: boolean };

/** What a pressed pointer does until it is released. */
export type Gesture = {
  is: "pan" | "marquee" | "drag" | "resize" | "connect" | "bend" | "place";
  move(hand: Hand): void;
  end(hand: Hand): void;
  /** Leaves things as they were before. */
  cancel(): void;
  /** What it has changed so far, or would. */
  doing(): readonly CellEdit[];
};

export const NOTHING: readonly CellEdit[] = [];

export const minus = (a: Point, b: Point): Point => ({ x: a.x - b.x, y: a.y - b.y });

/** The box of which these are two opposite corners. */
export const between = (a: Point, b: Point): Box => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  width: Math.abs(a.x - b.x),
  height: Math.abs(a.y - b.y),
});
