"use client";

import { useEffect, useRef, useState } from "react";
import { useLater } from "../ui/later";
import type { Early } from "./command-center";
import { openEvent } from "./open-commands";

const load = async () => (await import("./command-center")).CommandCenter;

/** The commands' code comes with the first key, or the first press of what opens them; no key is lost meanwhile. */
export function Commands() {
  const [wanted, setWanted] = useState(false);
  const early = useRef<Early>({ keys: [], open: null });
  const Center = useLater(load, wanted);
  const isHere = Center !== null;
  useEffect(() => {
    if (isHere) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key.length > 1 || event.defaultPrevented) return;
      // The browser has words of its own for ⌘ K and Ctrl K.
      if (event.key.toLowerCase() === "k" && (event.metaKey || event.ctrlKey)) event.preventDefault();
      early.current.keys.push(event);
      setWanted(true);
    };
    const onOpen = (event: Event) => {
      early.current.open = (event as CustomEvent<"palette" | "sheet">).detail;
      setWanted(true);
    };
    window.addEventListener("keydown", onKey);
    window.addEventListener(openEvent, onOpen);
    return () => {
      window.removeEventListener("keydown", onKey);
      window.removeEventListener(openEvent, onOpen);
    };
  }, [isHere]);
  return Center && <Center early={early.current} />;
}
