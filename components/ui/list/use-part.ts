"use client";

import { setAddress, useAddress } from "../address";
import { type List, SETTLE, useSettled, useWritten } from "./use-list";

/** Takes out of the address what a list in a panel wrote there. */
export const noPart = { who: null, part: null };

/** A list inside a panel: what is sought in it and its page stand in the address beside those of the list behind it. */
export function usePart(size: number): Pick<List, "typed" | "type" | "search" | "page" | "size" | "start" | "go"> {
  const address = useAddress();
  const [typed, write, flush] = useWritten("who");
  const search = useSettled(typed, SETTLE).trim();
  const page = search === (address.get("who") ?? "").trim() ? address.number("part", 1) : 1;
  return {
    typed,
    type: (text) => write(text, { part: null }),
    search,
    page,
    size,
    start: (page - 1) * size,
    go: (to) => {
      flush();
      setAddress({ part: to > 1 ? to : null });
    },
  };
}
