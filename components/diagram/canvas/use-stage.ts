"use client";

import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useMe } from "../../ui/me";
import type { Room } from "../room";
import type { View } from "../view";
import { listenToClipboard } from "./clipboard";
import { listenToKeys } from "./keys";
import { listenToPointers } from "./pointer";
import type { OpenThreats } from "./scene";
import { Stage } from "./stage";

/** The stage of a room in this window, and the element it is played on. */
export function useStage(room: Room, view: View, openThreats: OpenThreats) {
  const [stage] = useState(() => new Stage(room, view, openThreats));
  const root = useRef<HTMLDivElement>(null);
  const me = useMe();
  const single = useRef(me.shortcuts);
  single.current = me.shortcuts;
  useLayoutEffect(() => {
    const element = root.current!;
    const { width, height } = element.getBoundingClientRect();
    stage.camera.resize(width, height);
    stage.fit(true);
    const sized = new ResizeObserver(([entry]) => {
      if (!entry) return;
      stage.camera.resize(entry.contentRect.width, entry.contentRect.height);
      // Panels come and go while the page arrives.
      if (!stage.camera.isMine()) stage.fit(true);
    });
    sized.observe(element);
    const ends = [
      stage.scene.follow(),
      listenToPointers(element, stage),
      listenToKeys(element, stage, () => single.current),
      listenToClipboard(element, stage),
      stage.listen(element),
      () => sized.disconnect(),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [stage]);
  useEffect(() => stage.scene.note(openThreats), [stage, openThreats]);
  return { stage, root };
}
