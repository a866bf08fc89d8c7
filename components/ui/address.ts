"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";

/** What goes into the address: a list stands as `a,b`; null, nothing and an empty list take the name out. */
export type Changes = Record<string, string | number | readonly string[] | null | undefined>;

/** The search of an address after these changes, with `?`, or empty. */
export function changed(search: string, changes: Changes): string {
  const params = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    const text = Array.isArray(value) ? value.join(",") : String(value ?? "");
    if (text === "") params.delete(name);
    else params.set(name, text);
  }
  const text = params.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return text && `?${text}`;
}

/** Milliseconds in which Next may still write an address of before over the one just set. */
const SETTLING = 1_000;
let latest = { path: "", search: "", at: Number.NEGATIVE_INFINITY };

/** The search that was set last, also while the address shows one of before for a moment: two changes in a row lose neither. */
function searchNow(): string {
  const { path, search, at } = latest;
  return path === window.location.pathname && performance.now() - at < SETTLING ? search : window.location.search;
}

function urlWith(changes: Changes): string {
  const [path, search] = [window.location.pathname, changed(searchNow(), changes)];
  latest = { path, search, at: performance.now() };
  return path + search;
}

// Back and forward are somebody's own word for what stands there.
if (typeof window !== "undefined") {
  window.addEventListener("popstate", () => {
    latest = { ...latest, path: "" };
  });
}

/**
 * Changes the address of this page without asking the server for anything. "push" is a step that Back takes back, "replace" is
 * not.
 */
export function setAddress(changes: Changes, how: "push" | "replace" = "replace"): void {
  const url = urlWith(changes);
  if (url === window.location.pathname + window.location.search) return;
  if (how === "push") window.history.pushState(null, "", url);
  // Next takes a state of its own for one it has seen already, so only our word is handed on.
  else window.history.replaceState(openedHere(), "", url);
}

/** What the last step opened, if it opened anything. */
function openedHere(): { opened: string } | null {
  const { opened } = (window.history.state ?? {}) as { opened?: string };
  return opened ? { opened } : null;
}

/** Opens what stands in the address under `name`, such as a panel: Back closes it. Opening another in its place is no new step. */
export function openInAddress(name: string, value: string): void {
  if (new URLSearchParams(window.location.search).has(name)) setAddress({ [name]: value });
  else window.history.pushState({ opened: name }, "", urlWith({ [name]: value }));
}

/** Takes the step of opening back, if it was one; else only the name goes, and what stood there for its sake. */
export function closeInAddress(name: string, besides: Changes = {}): void {
  if (openedHere()?.opened === name) window.history.back();
  else setAddress({ [name]: null, ...besides });
}

/** The search of this page's address, read and written. */
export function useAddress() {
  const params = useSearchParams();
  return useMemo(
    () => ({
      get: (name: string): string | null => params.get(name),
      /** The values of a list. */
      list: (name: string): string[] => params.get(name)?.split(",").filter(Boolean) ?? [],
      /** A whole number from 1 on. */
      number: (name: string, otherwise: number): number => {
        const value = Number(params.get(name));
        return Number.isSafeInteger(value) && value > 0 ? value : otherwise;
      },
      /** One of these words. */
      one: <T extends string>(name: string, words: readonly T[], otherwise: T): T =>
        words.find((word) => word === params.get(name)) ?? otherwise,
      /** The address with these changes, for a link. */
      href: (changes: Changes): string => changed(params.toString(), changes) || "?",
      set: setAddress,
      open: openInAddress,
      close: closeInAddress,
    }),
    [params],
  );
}
