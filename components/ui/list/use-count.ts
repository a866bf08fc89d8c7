"use client";

import { useEffect, useRef } from "react";
import { announce } from "../announce";

/** Tells how many rows there are once that changed; undefined while nobody knows. */
export function useCount(words: string | undefined): void {
  const last = useRef("");
  useEffect(() => {
    if (words && last.current && words !== last.current) announce(words);
    if (words) last.current = words;
  }, [words]);
}
