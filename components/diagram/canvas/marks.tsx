import type { Cell } from "@/lib/domain/diagram/cell";
import { type Route, routeOf } from "@/lib/domain/diagram/geometry";
import { type Box, boxOf, kindOf, labelOf } from "@/lib/domain/diagram/read-cell";
import { linesOf } from "@/lib/domain/diagram/text-lines";
import { type Icon, Minus, Pencil, Plus } from "../../ui/icons";
import { useView } from "../view";
import type { CameraState } from "./camera";
import { onScreen } from "./frame";
import type { Stage } from "./stage";

type What = "added" | "removed" | "changed";

/** Each is told by its line and its icon, and by its colour besides: what came, what went, what is otherwise. */
const LOOK: Record<What, { icon: Icon; colour: string; dash?: string; width: number }> = {
  added: { icon: Plus, colour: "var(--allow)", width: 3 },
  removed: { icon: Minus, colour: "var(--deny)", dash: "10 6", width: 2 },
  changed: { icon: Pencil, colour: "var(--wait)", dash: "1 5", width: 3 },
};
const BADGE = 22;

/** While two versions are compared: what became of each element, where it lies or lay. The list beside the canvas says it in words. */
export function Marks({ stage, camera }: { stage: Stage; camera: CameraState }) {
  const compared = useView(stage.view, (state) => state.compared);
  if (!compared) return null;
  const gone = new Map(compared.removed.map((cell) => [cell.id, cell]));
  const marks: [What, Cell][] = [
    ...compared.removed.map((cell): [What, Cell] => ["removed", cell]),
    ...compared.changed.map(({ after }): [What, Cell] => ["changed", after]),
    ...compared.added.map((cell): [What, Cell] => ["added", cell]),
  ];
  return (
    <g>
      {marks.map(([what, cell]) => {
        const drawn = stage.scene.get(cell.id);
        const route =
          drawn?.route ??
          (kindOf(cell) === "flow" ? routeOf(cell, (id) => gone.get(id) ?? stage.scene.cellOf(id), 0) : null);
        const label = what === "removed" && !drawn ? labelOf(cell) : "";
        const box = drawn?.box ?? boxOf(cell);
        return route ? (
          <WayMark key={cell.id} what={what} route={route} camera={camera} label={label} />
        ) : (
          box && <BoxMark key={cell.id} what={what} box={box} camera={camera} label={label} />
        );
      })}
    </g>
  );
}

type Marked = { what: What; camera: CameraState; label: string };

function BoxMark({ what, box, camera, label }: Marked & { box: Box }) {
  const { x, y, width, height } = onScreen(box, camera);
  const { colour, dash, width: thick } = LOOK[what];
  const lines = label ? linesOf(label, box.width - 16, 13, 3) : [];
  return (
    <g data-mark={what} stroke={colour} color={colour}>
      <rect
        x={x - 5}
        y={y - 5}
        width={width + 10}
        height={height + 10}
        rx={8}
        fill={what === "removed" ? "var(--paper)" : "none"}
        fillOpacity={0.7}
        strokeWidth={thick}
        strokeDasharray={dash}
        strokeLinecap="round"
      />
      <text
        textAnchor="middle"
        fontSize={13 * camera.zoom}
        fill="var(--muted)"
        stroke="none"
        textDecoration="line-through"
      >
        {lines.map((line, n) => (
          <tspan
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their place
            key={n}
            x={x + width / 2}
            y={y + height / 2 + (4 + (n - (lines.length - 1) / 2) * 17) * camera.zoom}
          >
            {line}
          </tspan>
        ))}
      </text>
      <Badge what={what} x={x - 5} y={y - 5} />
    </g>
  );
}

function WayMark({ what, route, camera, label }: Marked & { route: Route }) {
  const { colour, dash, width } = LOOK[what];
  const { x, y, zoom } = camera;
  const at = { x: route.label.x * zoom + x, y: route.label.y * zoom + y };
  return (
    <g data-mark={what} stroke={colour} color={colour}>
      <path
        transform={`translate(${x} ${y}) scale(${zoom})`}
        d={route.path}
        fill="none"
        vectorEffect="non-scaling-stroke"
        strokeWidth={width}
        strokeDasharray={dash}
        strokeLinecap="round"
      />
      {label && (
        <text
          x={at.x}
          y={at.y + BADGE / 2 + 14 * zoom}
          textAnchor="middle"
          fontSize={12 * zoom}
          fill="var(--muted)"
          stroke="none"
          textDecoration="line-through"
        >
          {linesOf(label, 150, 12, 1)[0]}
        </text>
      )}
      <Badge what={what} x={at.x} y={at.y - (label ? 0 : BADGE)} />
    </g>
  );
}

function Badge({ what, x, y }: { what: What; x: number; y: number }) {
  const { icon: Sign, colour } = LOOK[what];
  return (
    <g transform={`translate(${x} ${y})`}>
      <circle r={BADGE / 2} fill="var(--raised)" strokeWidth={1.5} />
      <Sign size={14} x={-7} y={-7} stroke={colour} strokeWidth={2.25} />
    </g>
  );
}
