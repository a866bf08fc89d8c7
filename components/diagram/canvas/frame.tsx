import type { Box } from "@/lib/domain/diagram/read-cell";
import type { CameraState } from "./camera";

/** A box of the diagram as it lies on the screen. */
export const onScreen = (box: Box, { x, y, zoom }: CameraState): Box => ({
  x: box.x * zoom + x,
  y: box.y * zoom + y,
  width: box.width * zoom,
  height: box.height * zoom,
});

/** A frame around an element, a little outside of it. */
export function Frame({
  box,
  camera,
  thin,
  dashed,
  faint,
  strong,
}: {
  box: Box;
  camera: CameraState;
  thin?: boolean;
  dashed?: boolean;
  faint?: boolean;
  strong?: boolean;
}) {
  const { x, y, width, height } = onScreen(box, camera);
  const off = strong ? 4 : dashed ? 8 : 3;
  return (
    <rect
      data-ring={faint ? undefined : ""}
      x={x - off}
      y={y - off}
      width={width + 2 * off}
      height={height + 2 * off}
      rx={dashed ? 6 : 5}
      fill={strong ? "var(--accent)" : "none"}
      fillOpacity={0.1}
      stroke="var(--accent)"
      strokeOpacity={faint ? 0.4 : 1}
      strokeWidth={strong ? 2.5 : thin || dashed || faint ? 1 : 1.5}
      strokeDasharray={dashed ? "4 3" : undefined}
    />
  );
}
