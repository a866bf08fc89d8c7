"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import type { EndedThing } from "@/lib/realtime/protocol";
import { askWhy } from "./ui/ask-why";
import { tell } from "./ui/toast";
import { useResourceWords } from "./words/resource";

/** What comes with anything shared: with it goes the sight of the thing. */
const LEAST = "environment.control.GetEnvInfo";

type Over = { owner: number; things: readonly EndedThing[] };

/**
 * Says of what was shared that it ended, and when, with the way to its Why, where it can be asked for again. Said by the window that is
 * looked at; one that comes into sight later says what no other has.
 */
export function ToldEnds({ over }: { open: boolean; over: readonly Over[] }) {
  const t = useTranslations("shell");
  const ui = useTranslations("ui");
  const format = useFormatter();
  const { nameOf } = useResourceWords();
  const say = useRef<(one: Over) => Promise<void>>(null);
  say.current = async ({ owner, things }) => {
    const keyOf = ({ shareId, ends }: EndedThing) => `${owner} ${shareId} ${ends}`;
    const said = await seen(things.map(keyOf));
    for (const thing of things) {
      if (said.has(keyOf(thing))) continue;
      const { type, resourceId, ends } = thing;
      const about = { serviceMethod: LEAST, resourceType: type, resourceId, ownerUid: owner };
      const day = format.dateTime(new Date(ends), "moment");
      tell(t("liveShareEnded", { thing: nameOf(thing), day }), undefined, {
        act: { word: ui("why"), run: () => askWhy(about) },
      });
    }
  };
  const told = useRef(0);
  useEffect(() => {
    for (const one of over.slice(told.current)) void say.current?.(one);
    told.current = over.length;
  }, [over]);
  return null;
}

/** Waits until this window is in sight, and tells which of these another window said meanwhile; from then on this one has said them. */
function seen(keys: readonly string[]): Promise<ReadonlySet<string>> {
  const windows = new BroadcastChannel("confer-ended");
  const said = new Set<string>();
  windows.onmessage = ({ data }) => void said.add(String(data));
  return new Promise((done) => {
    const look = () => {
      if (document.visibilityState !== "visible") return;
      document.removeEventListener("visibilitychange", look);
      for (const key of keys) if (!said.has(key)) windows.postMessage(key);
      windows.close();
      done(said);
    };
    document.addEventListener("visibilitychange", look);
    look();
  });
}
