"use client";

import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from "react";

type Rows = {
  keys: readonly string[];
  chosen: ReadonlySet<string>;
  choose?: ((keys: Iterable<string>) => void) | undefined;
  open?: ((key: string) => void) | undefined;
  page: number;
  pages: number;
  go(page: number): void;
};

const inControl = (event: { target: EventTarget }) =>
  (event.target as HTMLElement).closest("a,button,input,select,textarea,label,summary") !== null;

const rowAt = (body: HTMLElement | null, index: number) => body?.querySelectorAll<HTMLElement>("[data-row]")[index];

/**
 * The keyboard in rows: arrows move, Home and End lead to the first and the last row of all pages, Space chooses, with Shift a
 * range, Enter and x open, the context-menu key opens the row's menu, Escape chooses nothing. When a row goes, the next one has
 * the focus.
 */
export function useRows({ keys, chosen, choose, open, page, pages, go }: Rows) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [active, setActive] = useState<string | null>(null);
  const anchor = useRef<string | null>(null);
  /** The row to focus once the page it is on is here. */
  const awaited = useRef<"first" | "last" | null>(null);
  const held = useRef<number | null>(null);
  /** The row the focus was in last, and whether it is now in what that row opened: a menu or a question, elsewhere in the document. */
  const last = useRef<number | null>(null);
  const aside = useRef(false);
  const byKeyboard = useRef(0);
  const here = active !== null && keys.includes(active) ? active : (keys[0] ?? null);
  const focus = (index: number) => rowAt(body.current, index)?.focus();

  useEffect(() => {
    if (keys.length === 0) return;
    if (awaited.current) {
      rowAt(body.current, awaited.current === "first" ? 0 : keys.length - 1)?.focus();
      awaited.current = null;
    } else if (held.current !== null && document.activeElement === document.body) {
      rowAt(body.current, Math.min(held.current, keys.length - 1))?.focus();
    }
  }, [keys]);

  const turn = (to: number, then: "first" | "last") => {
    if (to < 1 || to > pages || to === page) return false;
    awaited.current = then;
    go(to);
    return true;
  };
  const range = (from: number, to: number) =>
    choose?.([...chosen, ...keys.slice(Math.min(from, to), Math.max(from, to) + 1)]);
  const toggle = (key: string) =>
    choose?.(chosen.has(key) ? [...chosen].filter((one) => one !== key) : [...chosen, key]);

  const move = (event: KeyboardEvent, from: number, to: number) => {
    if (to < 0) turn(page - 1, "last");
    else if (to >= keys.length) turn(page + 1, "first");
    else {
      focus(to);
      if (event.shiftKey) range(Math.max(0, keys.indexOf(anchor.current ?? keys[from]!)), to);
      else anchor.current = keys[to]!;
    }
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-row]");
    if (!row || event.defaultPrevented || event.altKey) return;
    const key = row.dataset.row!;
    const index = keys.indexOf(key);
    const onRow = event.target === row;
    const command = event.ctrlKey || event.metaKey;
    const steps: Record<string, () => void> = {
      ArrowDown: () => move(event, index, index + 1),
      ArrowUp: () => move(event, index, index - 1),
      Home: () => turn(1, "first") || focus(0),
      End: () => turn(pages, "last") || focus(keys.length - 1),
      PageDown: () => turn(page + 1, "first"),
      PageUp: () => turn(page - 1, "first"),
      ContextMenu: () => {
        byKeyboard.current = event.timeStamp;
        row.querySelector<HTMLElement>("[aria-haspopup=menu]")?.click();
      },
    };
    if (event.key === "F10" && event.shiftKey) steps.F10 = steps.ContextMenu!;
    if (onRow && choose) {
      steps[" "] = () => {
        if (event.shiftKey && anchor.current) range(keys.indexOf(anchor.current), index);
        else toggle(key);
        if (!event.shiftKey) anchor.current = key;
      };
      if (chosen.size > 0) steps.Escape = () => choose([]);
      if (command) steps.a = () => choose([...chosen, ...keys]);
    }
    if (onRow && open && !command) {
      steps.Enter = () => open(key);
      steps.x = () => open(key);
    }
    const step = command && event.key !== "a" ? undefined : steps[event.key];
    if (!step || (event.key === "a" && !command)) return;
    event.preventDefault();
    step();
  };

  return {
    body,
    /** The key of the row that is a stop of the Tab key. */
    here,
    bodyProps: {
      ref: body,
      onKeyDown,
      onFocus: (event: { target: EventTarget }) => {
        aside.current = !body.current?.contains(event.target as Element);
        if (aside.current) {
          held.current = last.current;
          return;
        }
        const key = (event.target as HTMLElement).closest<HTMLElement>("[data-row]")?.dataset.row ?? null;
        setActive(key);
        held.current = key === null ? null : keys.indexOf(key);
        last.current = held.current;
      },
      onBlur: ({ target }: { target: Element }) => {
        aside.current = false;
        // A row that went away says nothing of where the focus should go.
        queueMicrotask(() => {
          const gone = !aside.current && !body.current?.contains(document.activeElement);
          if (target.isConnected && gone) held.current = null;
        });
      },
      onClick: (event: MouseEvent<HTMLElement>) => {
        const key = (event.target as HTMLElement).closest<HTMLElement>("[data-row]")?.dataset.row;
        if (!key || !open || inControl(event) || window.getSelection()?.type === "Range") return;
        if (!event.metaKey && !event.ctrlKey && !event.shiftKey) open(key);
      },
      onContextMenu: (event: MouseEvent<HTMLElement>) => {
        // The key was answered by the row's own menu already.
        if (event.timeStamp - byKeyboard.current < 1000) event.preventDefault();
      },
    },
    toggle,
    /** A press on the box of a row: with Shift everything since the last one. */
    check: (key: string, shift: boolean) => {
      if (shift && anchor.current) range(Math.max(0, keys.indexOf(anchor.current)), keys.indexOf(key));
      else toggle(key);
      anchor.current = key;
    },
  };
}
