import { copied } from "@/lib/domain/diagram/arrange";
import { type Cell, canonicalCells, Refused } from "@/lib/domain/diagram/cell";
import { centreOf } from "@/lib/domain/diagram/geometry";
import { boxOf } from "@/lib/domain/diagram/read-cell";
import type { Stage } from "./stage";

/** What is copied travels as text, so that it gets from one diagram to another and into a file; this tells it from other text. */
const MARK = "confer-cells";

/** Lets copy, cut and paste work on the canvas, by keys and menus of the browser alike; answers how to stop. */
export function listenToClipboard(root: HTMLElement, stage: Stage): () => void {
  let pastes = 0;
  const isApart = (event: Event) =>
    (event.target as Element | null)?.closest?.("[data-apart]") || document.activeElement !== root;
  const onCopy = (event: ClipboardEvent) => {
    if (isApart(event) || stage.chosen.length === 0) return;
    const cells = copied(stage.cells, stage.chosen);
    event.clipboardData?.setData("text/plain", JSON.stringify({ [MARK]: cells }));
    event.preventDefault();
    pastes = 0;
    if (event.type === "cut") stage.remove(cells.map(({ id }) => id));
    else stage.said.tell({ is: "copied", count: cells.length });
  };
  const onPaste = (event: ClipboardEvent) => {
    if (isApart(event)) return;
    const cells = cellsIn(event.clipboardData?.getData("text/plain") ?? "");
    if (!cells) return;
    event.preventDefault();
    pastes += 1;
    stage.paste(cells, away(stage, cells, pastes));
  };
  document.addEventListener("copy", onCopy);
  document.addEventListener("cut", onCopy);
  document.addEventListener("paste", onPaste);
  return () => {
    document.removeEventListener("copy", onCopy);
    document.removeEventListener("cut", onCopy);
    document.removeEventListener("paste", onPaste);
  };
}

/** A little aside of where they came from; what came from out of sight goes to the middle of what is seen. */
function away(stage: Stage, cells: readonly Cell[], times: number): { x: number; y: number } {
  const boxes = cells.flatMap((cell) => boxOf(cell) ?? []);
  const [left, top] = [Math.min(...boxes.map(({ x }) => x)), Math.min(...boxes.map(({ y }) => y))];
  const seen = stage.camera.seen();
  const isSeen = left > seen.x && top > seen.y && left < seen.x + seen.width && top < seen.y + seen.height;
  if (isSeen || boxes.length === 0) return { x: 30 * times, y: 30 * times };
  const middle = centreOf(seen);
  return { x: Math.round((middle.x - left) / 10) * 10, y: Math.round((middle.y - top) / 10) * 10 };
}

/** The cells in a text that was copied here; null for any other text. */
export function cellsIn(text: string): Cell[] | null {
  if (!text.includes(MARK)) return null;
  try {
    const cells: unknown = JSON.parse(text)[MARK];
    const canonical = Array.isArray(cells) ? canonicalCells(cells) : null;
    return canonical instanceof Refused ? null : canonical;
  } catch {
    return null;
  }
}
