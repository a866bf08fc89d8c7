import type { Route } from "@/lib/domain/diagram/geometry";
import type { Box, Kind } from "@/lib/domain/diagram/read-cell";
import type { Guide } from "@/lib/domain/diagram/snap";
import type { Gesture } from "./gesture";

export type Placed = Exclude<Kind, "flow" | "other">;
export type Tool = "select" | "hand" | "flow" | Placed;

/** What somebody is in the middle of, and what shows it. Boxes and points are of the diagram. */
export type Mode = {
  tool: Tool;
  /** The element whose name is being typed. */
  editing: string | null;
  /** A flow is drawn by keys, from one element to the one that is meant now; `typed` finds it by name. */
  connecting: { from: string; to: string | null; typed: string } | null;
  hover: string | null;
  marquee: Box | null;
  guides: readonly Guide[];
  draft: Route | null;
  /** The element that a flow would end at. */
  aim: string | null;
  placing: { kind: Placed; box: Box } | null;
  gesture: Gesture["is"] | null;
  /** Space is held: the ground can be dragged. */
  spaced: boolean;
  /** A layout is shown and waits for a word. */
  previews: boolean;
  /** My pointer leaves a bright trail. */
  lasing: boolean;
};

export const IDLE: Mode = {
  tool: "select",
  editing: null,
  connecting: null,
  hover: null,
  marquee: null,
  guides: [],
  draft: null,
  aim: null,
  placing: null,
  gesture: null,
  spaced: false,
  previews: false,
  lasing: false,
};

/** What is said to those who listen, or shown for a moment. */
export type Said =
  | { is: "added"; id: string }
  | { is: "removed"; count: number; back(): void }
  | { is: "chosen"; ids: readonly string[] }
  | { is: "connecting"; from: string; to: string | null }
  | { is: "connected"; id: string }
  | { is: "moved"; ids: readonly string[] }
  | { is: "held"; by: number }
  | { is: "copied"; count: number }
  | { is: "reading" };
