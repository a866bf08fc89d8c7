"use client";

import { useSyncExternalStore } from "react";
import { type Point, verticesOf } from "@/lib/domain/diagram/read-cell";
import { useView } from "../view";
import { Frame, onScreen } from "./frame";
import { Ends, Grips, Ports } from "./grips";
import { Marks } from "./marks";
import type { Stage } from "./stage";
import { useStore } from "./use-store";

/** From here on only the frame around all of them is shown. */
const MOST_FRAMES = 80;

/** What is chosen, aimed at and in hand, in pixels of the screen: lines and handles are as large at every zoom. */
export function Overlay({ stage }: { stage: Stage }) {
  const camera = useStore(stage.camera, (state) => state);
  const mode = useStore(stage.mode, (state) => state);
  const selected = useView(stage.view, (state) => state.selected);
  const mayEdit = useStore(stage.room, (state) => state.mayEdit);
  const isOurs = useView(stage.view, (state) => state.draws) && mayEdit;
  useSyncExternalStore(
    stage.scene.subscribe,
    () => stage.scene.version,
    () => stage.scene.version,
  );
  // What a layout would do is seen better without frames.
  const chosen = mode.previews ? [] : selected.flatMap((id) => stage.scene.get(id) ?? []);
  const only = chosen.length === 1 ? chosen[0]! : null;
  const isIdle = mode.gesture === null && mode.editing === null && mode.connecting === null;
  const all = chosen.length > 1 ? stage.boxOf(selected) : null;
  const hover = mode.hover !== null && !selected.includes(mode.hover) ? stage.scene.get(mode.hover) : undefined;
  const aims = [mode.aim, mode.connecting?.to ?? null].flatMap((id) =>
    id === null ? [] : (stage.scene.get(id) ?? []),
  );
  const from = mode.connecting && stage.scene.get(mode.connecting.from);
  const at = (point: Point): Point => ({ x: point.x * camera.zoom + camera.x, y: point.y * camera.zoom + camera.y });
  const transform = `translate(${camera.x} ${camera.y}) scale(${camera.zoom})`;
  return (
    <svg aria-hidden="true" className="pointer-events-none absolute inset-0 size-full overflow-hidden">
      <g transform={transform} fill="none" stroke="var(--accent)">
        {[...chosen.slice(0, MOST_FRAMES), ...(hover ? [hover] : [])].map(
          ({ id, route }) =>
            route && (
              <path
                key={id}
                d={route.path}
                strokeWidth={(id === mode.hover ? 4 : 5) / camera.zoom}
                strokeOpacity={id === mode.hover && !selected.includes(id) ? 0.22 : 0.35}
                strokeLinecap="round"
              />
            ),
        )}
        {mode.draft && (
          <>
            <path d={mode.draft.path} strokeWidth={2 / camera.zoom} />
            <path d={mode.draft.arrows} fill="var(--accent)" stroke="none" />
          </>
        )}
        {mode.placing && (
          <rect {...mode.placing.box} strokeWidth={1.5 / camera.zoom} fill="var(--accent)" fillOpacity={0.06} rx={4} />
        )}
        {mode.guides.map(({ axis, at: line, from: low, to: high }) => (
          <path
            key={axis}
            d={axis === "x" ? `M${line} ${low - 12}V${high + 12}` : `M${low - 12} ${line}H${high + 12}`}
            stroke="var(--deny)"
            strokeWidth={1 / camera.zoom}
          />
        ))}
      </g>
      {chosen.length <= MOST_FRAMES &&
        chosen.map(({ id, box }) => box && <Frame key={id} box={box} camera={camera} thin={chosen.length > 1} />)}
      {all && <Frame box={all} camera={camera} dashed />}
      {hover?.box && isIdle && <Frame box={hover.box} camera={camera} faint />}
      {from?.box && <Frame box={from.box} camera={camera} />}
      {aims.map(({ id, box }) => box && <Frame key={id} box={box} camera={camera} strong />)}
      {mode.marquee && (
        <rect
          {...onScreen(mode.marquee, camera)}
          fill="var(--accent)"
          fillOpacity={0.08}
          stroke="var(--accent)"
          strokeOpacity={0.7}
        />
      )}
      <Marks stage={stage} camera={camera} />
      {isOurs &&
        only?.box &&
        mode.editing === null &&
        mode.connecting === null &&
        !["drag", "connect", "place"].includes(mode.gesture ?? "") && (
          <Grips
            id={only.id}
            box={only.box}
            camera={camera}
            ports={mode.gesture === null && only.kind !== "boundary" && only.kind !== "text"}
          />
        )}
      {isOurs && only?.route && isIdle && (
        <Ends id={only.id} points={only.route.points} bends={verticesOf(only.cell)} at={at} />
      )}
      {isOurs &&
        hover?.box &&
        isIdle &&
        mode.tool === "select" &&
        hover.kind !== "boundary" &&
        hover.kind !== "text" &&
        !only && <Ports id={hover.id} box={hover.box} camera={camera} />}
    </svg>
  );
}
