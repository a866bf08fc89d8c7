"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { announce } from "../../ui/announce";
import { tell } from "../../ui/toast";
import type { Room } from "../room";
import { useView, type View } from "../view";
import { ArrangeBar } from "./arrange-bar";
import { ConnectLine } from "./connect-line";
import { NameBox } from "./name-box";
import { Overlay } from "./overlay";
import { People } from "./people";
import type { OpenThreats } from "./scene";
import { Layer } from "./shapes";
import type { Stage } from "./stage";
import { Tools } from "./tools";
import { useNameOf } from "./use-name";
import { useStage } from "./use-stage";
import { useStore } from "./use-store";
import { ZoomBar } from "./zoom-bar";

/** Zoom below which words are dust. */
const FAR = 0.22;
/** What is drawn before the size of the window is known: all of it, never larger than life in a usual window. */
const FIRST = { width: 1000, height: 640, margin: 60 };

/**
 * The diagram itself: one stop of the Tab key, in which everything can be done by keys, pointer or fingers. It stands in the page's HTML
 * already, so it is seen before any code runs.
 */
export function Canvas({
  room,
  view,
  name,
  openThreats,
}: {
  room: Room;
  view: View;
  name: string;
  openThreats: OpenThreats;
}) {
  const t = useTranslations("canvas");
  const { stage, root } = useStage(room, view, openThreats);
  const selected = useView(view, (state) => state.selected);
  const tool = useStore(stage.mode, (state) => (state.spaced ? "hand" : state.tool));
  const gesture = useStore(stage.mode, (state) => state.gesture);
  const isEmpty = useStore(room, (state) => state.order.length === 0);
  const mayEdit = useStore(room, (state) => state.mayEdit);
  useSaid(stage);
  const active = selected.at(-1);
  const cursor =
    gesture === "pan"
      ? "cursor-grabbing"
      : tool === "hand"
        ? "cursor-grab"
        : tool === "select"
          ? ""
          : "cursor-crosshair";
  return (
    <div
      ref={root}
      data-canvas
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes all keys itself
      tabIndex={0}
      aria-label={t("canvas", { name })}
      aria-roledescription={t("diagram")}
      aria-describedby="canvas-keys"
      aria-activedescendant={active && stage.scene.get(active) ? `cell-${active}` : undefined}
      className={`group/canvas drawing relative size-full touch-none overflow-hidden bg-paper outline-none select-none ${cursor}`}
    >
      <p id="canvas-keys" className="sr-only">
        {t("keys")}
      </p>
      <Ground stage={stage} />
      <Picture stage={stage} />
      <Overlay stage={stage} />
      <People stage={stage} />
      <NameBox stage={stage} />
      <div className="pointer-events-none absolute inset-0 hidden border-2 border-accent group-focus-visible/canvas:block" />
      {isEmpty && mayEdit && (
        <p className="pointer-events-none absolute inset-x-0 top-1/3 px-6 text-center text-muted">{t("empty")}</p>
      )}
      <ArrangeBar stage={stage} />
      <ConnectLine stage={stage} />
      <Tools stage={stage} />
      <ZoomBar stage={stage} />
    </div>
  );
}

/** Dots that tell how far things were moved; fewer of them from afar. */
function Ground({ stage }: { stage: Stage }) {
  const ground = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const show = () => {
      const { x, y, zoom } = stage.camera.getState();
      const step = 20 * zoom * 2 ** Math.max(0, Math.ceil(Math.log2(0.7 / zoom)));
      const { style } = ground.current!;
      style.backgroundSize = `${step}px ${step}px`;
      style.backgroundPosition = `${x}px ${y}px`;
    };
    show();
    return stage.camera.subscribe(show);
  }, [stage]);
  return (
    <div
      ref={ground}
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 bg-[radial-gradient(circle,var(--line)_1px,transparent_1px)] bg-size-[20px_20px] forced-colors:hidden"
    />
  );
}

function Picture({ stage }: { stage: Stage }) {
  const svg = useRef<SVGSVGElement>(null);
  const world = useRef<SVGGElement>(null);
  // Said once: from then on the camera alone says where things are seen, whatever others draw.
  const [first] = useState(() => firstView(stage));
  useEffect(() => {
    const show = () => {
      const { x, y, zoom } = stage.camera.getState();
      svg.current!.removeAttribute("viewBox");
      svg.current!.toggleAttribute("data-far", zoom < FAR);
      world.current!.setAttribute("transform", `translate(${x} ${y}) scale(${zoom})`);
    };
    show();
    return stage.camera.subscribe(show);
  }, [stage]);
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it holds elements, each of which has a name
    <svg ref={svg} viewBox={first} className="drawing absolute inset-0 size-full">
      <g ref={world}>
        <Layer scene={stage.scene} n={0} />
        <Layer scene={stage.scene} n={1} />
        <Layer scene={stage.scene} n={2} />
      </g>
    </svg>
  );
}

function firstView(stage: Stage): string {
  const box = stage.whole() ?? { x: 0, y: 0, width: 0, height: 0 };
  const [width, height] = [
    Math.max(FIRST.width, box.width + 2 * FIRST.margin),
    Math.max(FIRST.height, box.height + 2 * FIRST.margin),
  ];
  return `${box.x + box.width / 2 - width / 2} ${box.y + box.height / 2 - height / 2} ${width} ${height}`;
}

/** Tells what was done, to ears; what can be taken back at once, to eyes as well. */
function useSaid(stage: Stage): void {
  const t = useTranslations("canvas");
  const nameOf = useNameOf(stage.scene);
  useEffect(() => {
    const called = (id: string | null) => {
      const drawn = id === null ? undefined : stage.scene.get(id);
      return drawn ? nameOf(drawn) : "";
    };
    return stage.said.add((said) => {
      if (said.is === "added" || said.is === "connected") announce(t(said.is, { name: called(said.id) }));
      else if (said.is === "chosen" && said.ids.length === 1) announce(called(said.ids[0]!));
      else if (said.is === "chosen") announce(t("chosen", { n: said.ids.length }));
      else if (said.is === "connecting") announce(t("connecting", { from: called(said.from), to: called(said.to) }));
      else if (said.is === "moved") {
        const box = stage.boxOf(said.ids);
        if (box) announce(t("moved", { x: Math.round(box.x), y: Math.round(box.y) }));
      } else if (said.is === "removed") tell(t("removed", { n: said.count }), undefined, { undo: said.back });
      else if (said.is === "copied") announce(t("copied", { n: said.count }));
      else if (said.is === "held") {
        const by = stage.room.getState().people.find(({ uid }) => uid === said.by);
        tell(t("held", { name: by?.name || by?.email || "" }));
      } else if (said.is === "reading") announce(t("reading"));
    });
  }, [stage, t, nameOf]);
}
