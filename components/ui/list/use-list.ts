"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { setAddress, useAddress } from "../address";
import type { Verdict } from "./verdict";

/** Milliseconds after the last key until what was typed is asked for, and until it stands in the address. */
export const SETTLE = 120;
const WRITE = 300;

export type Sort = { id: string; down: boolean };

/** What a list shows: all of it stands in the address, so that another window shows the same. */
export type List = {
  /** What stands in the search field now; `search` is the same once the fingers rest. */
  typed: string;
  search: string;
  type(text: string): void;
  /** The chosen values by filter; a filter without any is not in effect. */
  filters: Readonly<Record<string, readonly string[]>>;
  filter(id: string, values: readonly string[]): void;
  sort: Sort;
  sortBy(sort: Sort): void;
  /** From 1 on. `start` is the number of its first row, from 0 on. */
  page: number;
  size: number;
  start: number;
  /** "replace" where the page one leaves was none. */
  go(page: number, how?: "replace"): void;
  chosen: ReadonlySet<string>;
  choose(keys: Iterable<string>): void;
  /** What came of the last act on several rows, by key. */
  verdicts: ReadonlyMap<string, Verdict>;
  judge(verdicts: ReadonlyMap<string, Verdict>): void;
  /** Whether search or filters leave anything out. */
  narrowed: boolean;
  clear(): void;
};

/**
 * The state of one list. `sort`: the column it is sorted by at first, "-since" for the other way round. `filters`: their names
 * in the address. `size`: rows of a page.
 */
export function useList({
  sort: first,
  filters: names = [],
  size = 50,
}: {
  sort: string;
  filters?: readonly string[];
  size?: number;
}): List {
  const address = useAddress();
  const [typed, type, flush] = useWritten("q");
  const search = useSettled(typed, SETTLE);
  const [picked, pick] = useWritten("chosen");
  const chosen = useMemo(() => new Set(picked.split(",").filter(Boolean)), [picked]);
  const [verdicts, judge] = useState<ReadonlyMap<string, Verdict>>(new Map());
  const filters = Object.fromEntries(names.map((name) => [name, address.list(name)]));
  // What is being typed has another first page than what the address still says.
  const page = search === (address.get("q") ?? "") ? address.number("page", 1) : 1;
  const sort = sortOf(address.get("sort") || first);
  return {
    typed,
    search,
    type: useCallback((text: string) => type(text, { page: null }), [type]),
    filters,
    filter: (id, values) => setAddress({ [id]: values, page: null }),
    sort,
    sortBy: ({ id, down }) => {
      const text = `${down ? "-" : ""}${id}`;
      setAddress({ sort: text === first ? null : text, page: null });
    },
    page,
    size,
    start: (page - 1) * size,
    go: (to, how) => {
      flush();
      setAddress({ page: to > 1 ? to : null }, how ?? "push");
    },
    chosen,
    choose: (keys) => pick([...new Set(keys)].join(",")),
    verdicts,
    judge,
    narrowed: search !== "" || Object.values(filters).some((values) => values.length > 0),
    clear: () => {
      type("");
      setAddress({ q: null, page: null, ...Object.fromEntries(names.map((name) => [name, null])) }, "push");
    },
  };
}

export const sortOf = (text: string): Sort =>
  text.startsWith("-") ? { id: text.slice(1), down: true } : { id: text, down: false };

/**
 * A text that is answered at once and stands in the address a little later, or as soon as it is flushed; Back brings back what
 * stood there.
 */
export function useWritten(name: string) {
  const stands = useAddress().get(name) ?? "";
  const [text, setText] = useState(stands);
  const written = useRef([stands]);
  const timer = useRef(0);
  const waiting = useRef<() => void>(undefined);
  useEffect(() => {
    const later = since(written.current, stands);
    written.current = later ?? [stands];
    if (!later) setText(stands);
  }, [stands]);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const flush = useCallback(() => {
    window.clearTimeout(timer.current);
    waiting.current?.();
    waiting.current = undefined;
  }, []);
  const write = useCallback(
    (next: string, besides: Record<string, null> = {}) => {
      setText(next);
      waiting.current = () => {
        // Written again it would lead back to the first page.
        if (written.current.at(-1) === next) return;
        written.current.push(next);
        setAddress({ [name]: next, ...besides });
      };
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(flush, WRITE);
    },
    [name, flush],
  );
  return [text, write, flush] as const;
}

/**
 * What we wrote from this value on; null for one that is not ours. A busy browser shows the address of before after the next
 * was written: what was typed since must not be taken for old.
 */
export function since(written: readonly string[], stands: string): string[] | null {
  const at = written.indexOf(stands);
  return at < 0 ? null : written.slice(at);
}

export function useSettled(text: string, wait: number): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text), text === "" ? 0 : wait);
    return () => window.clearTimeout(timer);
  }, [text, wait]);
  return settled;
}
