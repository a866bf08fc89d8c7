"use client";

import { useEffect, useRef } from "react";
import type { Point } from "@/lib/domain/diagram/read-cell";
import { colourOfPerson, nameOfPerson, type Shown } from "./others";
import type { Stage } from "./stage";

/** Milliseconds in which a cursor makes up most of the way to where it was seen last, and after which its name goes. */
const SMOOTH = 45;
const NAMED = 3_000;

/** Others' cursors glide between the places they are told from: twenty a second look like all. No drawing by React while they move. */
export function Cursors({ stage, shown }: { stage: Stage; shown: readonly Shown[] }) {
  const marks = useRef(new Map<string, HTMLDivElement>());
  const latest = useRef(shown);
  const wake = useRef(() => {});
  useEffect(() => {
    latest.current = shown;
    wake.current();
  }, [shown]);
  useEffect(() => {
    const places = new Map<string, { at: Point; goal: Point; since: number }>();
    let frame = 0;
    let last = 0;
    const step = (now: number) => {
      const part = 1 - Math.exp(-(now - last) / SMOOTH);
      last = now;
      let isMoving = false;
      for (const { pointer } of latest.current) {
        const mark = marks.current.get(pointer.socket);
        if (!mark || !pointer.cursor) continue;
        const place = places.get(pointer.socket) ?? { at: { ...pointer.cursor }, goal: pointer.cursor, since: now };
        places.set(pointer.socket, place);
        if (place.goal.x !== pointer.cursor.x || place.goal.y !== pointer.cursor.y)
          Object.assign(place, { goal: pointer.cursor, since: now });
        const [dx, dy] = [place.goal.x - place.at.x, place.goal.y - place.at.y];
        place.at = { x: place.at.x + dx * part, y: place.at.y + dy * part };
        if (Math.abs(dx) + Math.abs(dy) > 0.5) isMoving = true;
        const { x, y } = stage.camera.toScreen(place.at);
        mark.style.transform = `translate(${x}px, ${y}px)`;
        const isNamed = now - place.since < NAMED;
        mark.toggleAttribute("data-rests", !isNamed);
        isMoving ||= isNamed;
      }
      frame = isMoving ? requestAnimationFrame(step) : 0;
    };
    wake.current = () => {
      if (frame !== 0) return;
      last = performance.now() - 16;
      frame = requestAnimationFrame(step);
    };
    wake.current();
    const ends = [stage.camera.subscribe(() => wake.current()), () => cancelAnimationFrame(frame)];
    return () => {
      for (const end of ends) end();
    };
  }, [stage]);
  return shown.map(
    ({ pointer, person }) =>
      pointer.cursor && (
        <div
          key={pointer.socket}
          ref={(mark) => {
            if (mark) marks.current.set(pointer.socket, mark);
            else marks.current.delete(pointer.socket);
          }}
          data-cursor={person.uid}
          className="group absolute top-0 left-0 will-change-transform"
          style={{ color: colourOfPerson(person) }}
        >
          <svg aria-hidden="true" width={18} height={20} viewBox="0 0 18 20" className="-ms-px -mt-px drop-shadow-sm">
            <path
              d="M1.5 1.5l5.2 15.6 2.7-6.4 6.4-2.7z"
              fill="currentColor"
              stroke="var(--paper)"
              strokeWidth={1.4}
              strokeLinejoin="round"
            />
          </svg>
          <span
            className="absolute top-4 left-3.5 rounded-md px-1.5 text-[11px]/4.5 font-medium whitespace-nowrap text-on-accent transition-opacity duration-200 group-data-rests:opacity-0"
            style={{ background: colourOfPerson(person) }}
          >
            {nameOfPerson(person)}
          </span>
        </div>
      ),
  );
}
