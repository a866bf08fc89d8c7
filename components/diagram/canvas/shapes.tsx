"use client";

import { memo, useSyncExternalStore } from "react";
import { type Box, isBoundaryLine } from "@/lib/domain/diagram/read-cell";
import { linesOf } from "@/lib/domain/diagram/text-lines";
import type { Drawn, Scene } from "./scene";
import { useNameOf } from "./use-name";

/** All elements of one layer, each of which draws itself again when it looks different. */
export function Layer({ scene, n }: { scene: Scene; n: 0 | 1 | 2 }) {
  const ids = useSyncExternalStore(
    scene.subscribe,
    () => scene.layers[n],
    () => scene.layers[n],
  );
  return ids?.map((id) => <Element key={id} scene={scene} id={id} />);
}

const Element = memo(function Element({ scene, id }: { scene: Scene; id: string }) {
  const drawn = useSyncExternalStore(
    (tell) => scene.hear(id, tell),
    () => scene.get(id),
    () => scene.get(id),
  );
  const nameOf = useNameOf(scene);
  if (!drawn) return null;
  return (
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a group of shapes is a picture to those who listen
    <g id={`cell-${id}`} data-cell={id} role="img" aria-label={nameOf(drawn)}>
      {drawn.kind === "flow" ? <Flow drawn={drawn} /> : drawn.box && <Node drawn={drawn} box={drawn.box} />}
    </g>
  );
});

/** A colour somebody chose is a tint here: what is written on it can be read in every theme. */
const tint = (colour: string | null) =>
  colour ? `color-mix(in oklab, ${colour} 22%, var(--raised))` : "var(--raised)";
const deep = (colour: string | null, plain: string) =>
  colour ? `color-mix(in oklab, ${colour} 62%, var(--ink))` : plain;

const LETTER = 13;
const LINE = 17;

function Node({ drawn: { kind, label, colour }, box: at }: { drawn: Drawn; box: Box }) {
  const { width, height } = at;
  return (
    <g transform={`translate(${at.x} ${at.y})`}>
      {kind === "actor" && (
        <rect
          width={width}
          height={height}
          rx={2}
          fill={tint(colour)}
          stroke={deep(colour, "var(--shape)")}
          strokeWidth={1.5}
        />
      )}
      {kind === "other" && (
        <rect
          width={width}
          height={height}
          rx={2}
          fill={tint(colour)}
          stroke={deep(colour, "var(--shape)")}
          strokeDasharray="2 3"
        />
      )}
      {kind === "process" && (
        <rect
          width={width}
          height={height}
          rx={Math.min(height / 2, 32)}
          fill={tint(colour)}
          stroke={deep(colour, "var(--shape)")}
          strokeWidth={1.5}
        />
      )}
      {kind === "store" && (
        <>
          <rect width={width} height={height} fill={tint(colour)} />
          <path d={`M0 0H${width}M0 ${height}H${width}`} stroke={deep(colour, "var(--shape)")} strokeWidth={2} />
        </>
      )}
      {kind === "boundary" && (
        <>
          <rect
            width={width}
            height={height}
            rx={10}
            fill={colour ?? "var(--ink)"}
            fillOpacity={0.035}
            stroke={deep(colour, "var(--bound)")}
            strokeWidth={1.5}
            strokeDasharray="7 5"
          />
          <text className="cell-text" x={12} y={21} fontSize={12} fontWeight={600} fill={deep(colour, "var(--muted)")}>
            {linesOf(label, width - 24, 12.5, 1)[0]}
          </text>
        </>
      )}
      {kind === "text" && (
        <>
          <rect width={width} height={height} fill="transparent" />
          <Lines
            text={label}
            x={0}
            width={width}
            height={height}
            anchor="start"
            size={14}
            fill={deep(colour, "var(--ink)")}
          />
        </>
      )}
      {kind !== "boundary" && kind !== "text" && (
        <Lines
          text={label}
          x={width / 2}
          width={width - (kind === "process" ? 28 : 16)}
          height={height}
          anchor="middle"
          size={LETTER}
          fill="var(--ink)"
        />
      )}
    </g>
  );
}

function Lines({
  text,
  x,
  width,
  height,
  anchor,
  size,
  fill,
}: {
  text: string;
  x: number;
  width: number;
  height: number;
  anchor: "start" | "middle";
  size: number;
  fill: string;
}) {
  if (!text) return null;
  const leading = (LINE * size) / LETTER;
  const lines = linesOf(text, width, size, Math.max(1, Math.floor(height / leading)));
  const top = height / 2 - ((lines.length - 1) * leading) / 2 + size * 0.36;
  return (
    <text
      className="cell-text"
      x={x}
      textAnchor={anchor}
      fontSize={size}
      fontWeight={anchor === "middle" ? 500 : 400}
      fill={fill}
    >
      {lines.map((line, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their place
        <tspan key={n} x={x} y={Math.round((top + n * leading) * 10) / 10}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

function Flow({ drawn: { cell, route, label, colour } }: { drawn: Drawn }) {
  if (!route) return null;
  const isBoundary = isBoundaryLine(cell);
  const stroke = deep(colour, isBoundary ? "var(--bound)" : "var(--way)");
  const lines = label ? linesOf(label, 150, 12, 3) : [];
  return (
    <>
      <path
        d={route.path}
        fill="none"
        stroke={stroke}
        strokeWidth={1.5}
        strokeDasharray={isBoundary ? "7 5" : undefined}
      />
      <path d={route.arrows} fill={stroke} />
      {lines.length > 0 && (
        <text className="cell-text way-text" textAnchor="middle" fontSize={12} fill={deep(colour, "var(--way-word)")}>
          {lines.map((line, n) => (
            <tspan
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their place
              key={n}
              x={route.label.x}
              y={Math.round((route.label.y + 4 + (n - (lines.length - 1) / 2) * 15) * 10) / 10}
            >
              {line}
            </tspan>
          ))}
        </text>
      )}
    </>
  );
}
