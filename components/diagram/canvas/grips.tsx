import { type Box, type Point, SIDES } from "@/lib/domain/diagram/read-cell";
import type { CameraState } from "./camera";
import { onScreen } from "./frame";

/** The size of what can be taken hold of, on the screen (WCAG 2.5.8); what is shown smaller is spread until all have theirs. */
const HIT = 24;
/** Of what lies along a side this much is inside, the rest outside, so that names can be taken. */
const INSIDE = 8;
const CURSORS: Record<string, string> = {
  n: "ns",
  s: "ns",
  e: "ew",
  w: "ew",
  ne: "nesw",
  sw: "nesw",
  nw: "nwse",
  se: "nwse",
};

/** What sizes an element, and, where flows may begin, what draws one. */
export function Grips({ id, box, camera, ports }: { id: string; box: Box; camera: CameraState; ports: boolean }) {
  const { x, y, width, height } = onScreen(box, camera);
  const off = 3;
  const [left, top, right, bottom] = [x - off, y - off, x + width + off, y + height + off];
  const sides: [string, number, number, number, number][] = [
    ["n", left, top + INSIDE - HIT, right - left, HIT],
    ["s", left, bottom - INSIDE, right - left, HIT],
    ["w", left + INSIDE - HIT, top, HIT, bottom - top],
    ["e", right - INSIDE, top, HIT, bottom - top],
  ];
  const corners: [string, number, number][] = [
    ["nw", left, top],
    ["ne", right, top],
    ["sw", left, bottom],
    ["se", right, bottom],
  ];
  // A small one keeps its middle for being moved.
  const isSmall = right - left < HIT * 2 || bottom - top < HIT * 2;
  const across = outOf(right - left);
  const down = outOf(bottom - top);
  return (
    <g className="pointer-events-auto">
      {!isSmall &&
        sides.map(([at, sx, sy, w, h]) => (
          <rect
            key={at}
            x={sx}
            y={sy}
            width={w}
            height={h}
            fill="transparent"
            data-handle={`resize ${id} ${at}`}
            style={{ cursor: `${CURSORS[at]}-resize` }}
          />
        ))}
      {ports && <Ports id={id} box={box} camera={camera} />}
      {corners.map(([at, cx, cy]) => (
        <g key={at} data-handle={`resize ${id} ${at}`} style={{ cursor: `${CURSORS[at]}-resize` }}>
          <rect
            x={cx - HIT / 2 + (at.includes("w") ? -across : across)}
            y={cy - HIT / 2 + (at.includes("n") ? -down : down)}
            width={HIT}
            height={HIT}
            fill="transparent"
          />
          <rect
            x={cx - 4}
            y={cy - 4}
            width={8}
            height={8}
            rx={2}
            fill="var(--raised)"
            stroke="var(--accent)"
            strokeWidth={1.5}
            className="pointer-events-none"
          />
        </g>
      ))}
    </g>
  );
}

/** How far outwards the middle of a corner's hit area lies, so that those of both ends of a side lie beside each other. */
const outOf = (side: number): number => Math.max(4, (HIT - side) / 2);

const OUT: Record<string, Point> = {
  top: { x: 0, y: -1 },
  right: { x: 1, y: 0 },
  bottom: { x: 0, y: 1 },
  left: { x: -1, y: 0 },
};

/** From here a flow is drawn; a little outside of the element, so that it can be told from its sides. */
export function Ports({ id, box, camera }: { id: string; box: Box; camera: CameraState }) {
  const { x, y, width, height } = onScreen(box, camera);
  // Beyond the corners of one that is shown small.
  const isSmall = width < HIT * 3 || height < HIT * 3;
  const far = (side: number) => Math.max(side / 2 + 18, isSmall ? Math.max(side / 2 + 4, HIT / 2) + HIT + 1 : 0);
  return (
    <g className="pointer-events-auto">
      {SIDES.map((side) => {
        const out = OUT[side]!;
        const at = { x: x + width / 2 + out.x * far(width), y: y + height / 2 + out.y * far(height) };
        return (
          <g key={side} data-handle={`port ${id} ${side}`} style={{ cursor: "crosshair" }} className="group">
            <circle cx={at.x} cy={at.y} r={HIT / 2} fill="transparent" />
            <circle
              cx={at.x}
              cy={at.y}
              r={4.5}
              fill="var(--raised)"
              stroke="var(--accent)"
              strokeWidth={1.5}
              className="group-hover:fill-accent"
            />
          </g>
        );
      })}
    </g>
  );
}

/** Both ends of a flow, its bends, and the places where it can get one more. */
export function Ends({
  id,
  points,
  bends,
  at,
}: {
  id: string;
  points: readonly Point[];
  bends: readonly Point[];
  at(point: Point): Point;
}) {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  const [source, target] = apart(at(first), at(last));
  const line = [source, ...bends.map(at), target];
  const middles =
    bends.length > 0
      ? line.slice(1).map((to, n) => ({ x: (to.x + line[n]!.x) / 2, y: (to.y + line[n]!.y) / 2 }))
      : [at(points[Math.floor(points.length / 2)]!)];
  // Where the parts are short there is no room for more of them.
  const hasRoom = (n: number) => between(line[n]!, line[n + 1]!) >= 2 * HIT;
  return (
    <g className="pointer-events-auto">
      {middles.map(
        (middle, n) =>
          hasRoom(n) && (
            <Grip key={`${middle.x} ${middle.y}`} handle={`new-bend ${id} ${n}`} at={middle} look="faint" />
          ),
      )}
      {bends.map((one, n) => (
        <Grip key={`${one.x} ${one.y}`} handle={`bend ${id} ${n}`} at={at(one)} look="bend" />
      ))}
      <Grip handle={`end ${id} source`} at={source} look="end" />
      <Grip handle={`end ${id} target`} at={target} look="end" />
    </g>
  );
}

const between = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y);

/** Two ends that lie as close as a hit area, drawn away from each other until each has its own. */
function apart(a: Point, b: Point): [Point, Point] {
  const length = between(a, b);
  if (length >= HIT) return [a, b];
  const [x, y] = length === 0 ? [1, 0] : [(b.x - a.x) / length, (b.y - a.y) / length];
  const by = (HIT - length) / 2;
  return [
    { x: a.x - x * by, y: a.y - y * by },
    { x: b.x + x * by, y: b.y + y * by },
  ];
}

function Grip({ handle, at: { x, y }, look }: { handle: string; at: Point; look: "end" | "bend" | "faint" }) {
  return (
    <g data-handle={handle} style={{ cursor: look === "end" ? "crosshair" : "move" }} className="group">
      <circle cx={x} cy={y} r={HIT / 2} fill="transparent" />
      <circle
        cx={x}
        cy={y}
        r={look === "faint" ? 3.5 : 5}
        fill="var(--raised)"
        stroke="var(--accent)"
        strokeOpacity={look === "faint" ? 0.55 : 1}
        strokeWidth={1.5}
        className="group-hover:fill-accent"
      />
    </g>
  );
}
