"use client";

import { useEffect, useRef } from "react";
import type { Point } from "@/lib/domain/diagram/read-cell";
import { colourOfPerson, type Shown } from "./others";
import type { Stage } from "./stage";
import { useStore } from "./use-store";

/** Milliseconds for which a trail is seen. */
const LASTS = 900;

type Trail = { colour: string; points: { at: Point; when: number }[] };

/** The bright trails of those who hold the laser, mine among them; nothing is there while nobody does. */
export function Lasers({ stage, shown }: { stage: Stage; shown: readonly Shown[] }) {
  const mine = useStore(stage.mode, (state) => state.lasing);
  const isLit = mine || shown.some(({ pointer }) => pointer.laser);
  return isLit && <Light stage={stage} shown={shown} mine={mine} />;
}

function Light({ stage, shown, mine }: { stage: Stage; shown: readonly Shown[]; mine: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef({ shown, mine });
  useEffect(() => {
    latest.current = { shown, mine };
  });
  useEffect(() => {
    const picture = canvas.current!;
    const context = picture.getContext("2d")!;
    const trails = new Map<string, Trail>();
    const resolve = (colour: string) => getComputedStyle(picture).getPropertyValue(colour.slice(4, -1));
    let frame = 0;
    const step = (now: number) => {
      const { width, height } = stage.camera.getState();
      const sharp = window.devicePixelRatio;
      if (picture.width !== Math.round(width * sharp))
        Object.assign(picture, { width: width * sharp, height: height * sharp });
      context.setTransform(sharp, 0, 0, sharp, 0, 0);
      context.clearRect(0, 0, width, height);
      for (const { pointer, person } of latest.current.shown) {
        if (pointer.laser && pointer.cursor)
          lengthen(trails, pointer.socket, resolve(colourOfPerson(person)), pointer.cursor, now);
      }
      if (latest.current.mine && stage.pointer) lengthen(trails, "mine", resolve("var(--deny)"), stage.pointer, now);
      for (const trail of trails.values()) {
        trail.points = trail.points.filter(({ when }) => now - when < LASTS);
        draw(context, trail, stage, now);
      }
      frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [stage]);
  return <canvas ref={canvas} data-laser className="absolute inset-0 size-full" />;
}

function lengthen(trails: Map<string, Trail>, key: string, colour: string, at: Point, now: number): void {
  const trail = trails.get(key) ?? { colour, points: [] };
  trails.set(key, trail);
  const last = trail.points.at(-1);
  if (last && last.at.x === at.x && last.at.y === at.y) last.when = now;
  else trail.points.push({ at, when: now });
}

function draw(context: CanvasRenderingContext2D, { colour, points }: Trail, stage: Stage, now: number): void {
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineCap = "round";
  for (let n = 1; n < points.length; n++) {
    const [from, to] = [stage.camera.toScreen(points[n - 1]!.at), stage.camera.toScreen(points[n]!.at)];
    const left = 1 - (now - points[n]!.when) / LASTS;
    context.globalAlpha = left;
    context.lineWidth = 2 + 4 * left;
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
  }
  const tip = points.at(-1);
  if (!tip) return;
  const { x, y } = stage.camera.toScreen(tip.at);
  context.globalAlpha = 1;
  context.beginPath();
  context.arc(x, y, 5, 0, Math.PI * 2);
  context.fill();
}
