"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, type ReactNode, useContext, useRef, useState } from "react";
import { announce } from "./announce";
import type { Asking } from "./ask-why";
import { Faults } from "./faults";
import { Choices } from "./field";
import { ChevronRight } from "./icons";
import { inputClass } from "./input-class";
import { Why } from "./why";

/**
 * A line of the tree. One with `children` stands for all of them; one without can be chosen, unless `refused` says why not, and `why`
 * asks for the decision behind that. `text` is where the search looks, beside the word; `inside` unfolds below it, to be read.
 */
export type Node = {
  id: string;
  word: string;
  text?: string;
  note?: ReactNode;
  mono?: boolean;
  refused?: string | undefined;
  why?: Asking | undefined;
  inside?: ReactNode;
  children?: readonly Node[];
};

/** `leaves`: what is chosen at or below it, or can be; `free`: of these what can be changed. */
type Line = { node: Node; level: number; leaves: readonly string[]; free: readonly string[]; open: boolean };

/**
 * Choices as a tree of boxes; the box of a group is for all below it, in a search for all that is found below it, and half where
 * only some of it are chosen. It is one stop of the Tab key: arrows walk, right and left unfold and fold, Space chooses. In a
 * `Form` it finds what is wrong with it by `name`.
 */
export function CheckTree({
  label,
  search,
  nodes,
  chosen,
  onChange,
  name,
  error,
  hint,
}: {
  label: string;
  /** What the search field is called; else after the label. */
  search?: string;
  name?: string;
  nodes: readonly Node[];
  chosen: ReadonlySet<string>;
  onChange(chosen: ReadonlySet<string>): void;
  error?: string | undefined;
  hint?: ReactNode;
}) {
  const t = useTranslations("ui");
  const searchWord = search ?? t("treeSearch", { label });
  const form = useContext(Faults);
  const [typed, setTyped] = useState("");
  const [onlyChosen, setOnlyChosen] = useState(false);
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState("");
  const tree = useRef<HTMLDivElement>(null);
  const sought = typed.trim().toLowerCase();
  const narrowed = sought !== "" || onlyChosen;
  const isFound = (node: Node): boolean => `${node.word} ${node.text ?? ""}`.toLowerCase().includes(sought);
  const shows = (node: Node): boolean => (!onlyChosen || chosen.has(node.id)) && isFound(node);
  const isOpen = (node: Node) => unfolded.has(node.id) || (narrowed && node.children !== undefined);
  const counts = (node: Node) => isFound(node) && (node.refused === undefined || chosen.has(node.id));
  const lines = linesOf(nodes, 0, shows, isOpen, { counts, isFree: (node) => isFound(node) && !node.refused });
  const here = lines.some(({ node }) => node.id === active) ? active : lines[0]?.node.id;

  const set = (ids: readonly string[], on: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) on ? next.add(id) : next.delete(id);
    onChange(next);
  };
  const fold = (id: string, open: boolean) => {
    const next = new Set(unfolded);
    open ? next.add(id) : next.delete(id);
    setUnfolded(next);
  };
  const focus = (index: number) =>
    tree.current?.querySelectorAll<HTMLElement>("input")[Math.max(0, Math.min(index, lines.length - 1))]?.focus();

  const onKeyDown = (event: KeyboardEvent) => {
    const index = lines.findIndex(({ node }) => node.id === (event.target as HTMLElement).dataset.node);
    const line = lines[index];
    if (!line) return;
    const rtl = getComputedStyle(event.currentTarget).direction === "rtl";
    const parent = () => lines.findLastIndex((one, at) => at < index && one.level < line.level);
    const steps: Record<string, () => void> = {
      ArrowDown: () => focus(index + 1),
      ArrowUp: () => focus(index - 1),
      Home: () => focus(0),
      End: () => focus(lines.length - 1),
      [rtl ? "ArrowLeft" : "ArrowRight"]: () =>
        unfolds(line.node) && !line.open ? fold(line.node.id, true) : focus(index + 1),
      [rtl ? "ArrowRight" : "ArrowLeft"]: () =>
        line.open && unfolded.has(line.node.id) ? fold(line.node.id, false) : focus(parent()),
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  };

  return (
    <Choices
      label={`${label}, ${t("chosen", { n: chosen.size })}`}
      error={error ?? (name ? form?.errors[name] : undefined)}
      hint={hint}
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <input
          type="search"
          {...(form && name ? { id: `${form.id}-${name}` } : {})}
          onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
          aria-label={searchWord}
          placeholder={searchWord}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            announce(t("treeFound", { n: count(nodes, event.target.value) }));
          }}
          className={`${inputClass} max-w-72 flex-1 basis-48`}
        />
        <label className="flex min-h-8 items-center gap-2 text-table">
          <input type="checkbox" checked={onlyChosen} onChange={(event) => setOnlyChosen(event.target.checked)} />
          {t("treeOnlyChosen")}
        </label>
      </div>
      {lines.length === 0 && <p className="py-2 text-table text-muted">{t("treeNothing")}</p>}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the boxes inside have the focus */}
      <div
        ref={tree}
        onKeyDown={onKeyDown}
        className="mt-1 max-h-[60dvh] divide-y divide-line overflow-y-auto border-y border-line"
      >
        {lines.map((line) => (
          <TreeLine
            key={line.node.id}
            line={line}
            on={line.leaves.filter((id) => chosen.has(id)).length}
            tab={line.node.id === here ? 0 : -1}
            onFocus={() => setActive(line.node.id)}
            onSet={(on) => set(line.free, on)}
            onFold={() => fold(line.node.id, !line.open)}
          />
        ))}
      </div>
    </Choices>
  );
}

function TreeLine({
  line: { node, level, leaves, free, open },
  on,
  tab,
  onFocus,
  onSet,
  onFold,
}: {
  line: Line;
  on: number;
  tab: 0 | -1;
  onFocus(): void;
  onSet(on: boolean): void;
  onFold(): void;
}) {
  const t = useTranslations("ui");
  const refused = free.length === 0 ? (node.refused ?? t("treeRefused")) : undefined;
  return (
    <div className="min-h-8 py-1 max-sm:min-h-11" style={{ paddingInlineStart: level * 24 }}>
      <div className="flex items-start gap-1">
        {unfolds(node) ? (
          // The arrows of the box do the same.
          <button
            type="button"
            tabIndex={-1}
            aria-hidden
            className="flex size-6 flex-none items-center justify-center"
            onClick={onFold}
          >
            <ChevronRight
              size={16}
              className={`text-muted rtl:-scale-x-100 ${open ? "rotate-90 rtl:-rotate-90" : ""}`}
            />
          </button>
        ) : (
          <span className="w-6 flex-none" />
        )}
        <label className="flex min-w-0 flex-1 items-start gap-2 py-0.5 text-table">
          <input
            type="checkbox"
            data-node={node.id}
            tabIndex={tab}
            checked={on > 0 && on === leaves.length}
            ref={(box) => {
              if (box) box.indeterminate = on > 0 && on < leaves.length;
            }}
            aria-expanded={unfolds(node) ? open : undefined}
            aria-disabled={refused ? true : undefined}
            onFocus={onFocus}
            onChange={(event) => !refused && onSet(event.target.checked)}
            className="mt-px aria-disabled:opacity-60"
          />
          <span className="min-w-0 flex-1">
            <span
              className={`break-words ${node.mono ? "font-mono text-label" : ""} ${node.children ? "font-medium" : ""}`}
            >
              {node.word}
            </span>{" "}
            {node.note}
            {refused && <span className="block text-label text-muted">{refused}</span>}
          </span>
          {node.children && (
            <span className={on ? "font-medium" : "text-muted"}>{t("treeCount", { on, of: leaves.length })}</span>
          )}
        </label>
        {refused && node.why && (
          <Why question={node.why} label={t("treeWhy", { name: node.word })} className="h-7! flex-none" />
        )}
      </div>
      {open && node.inside && <div className="ps-13 pe-2 pb-1">{node.inside}</div>}
    </div>
  );
}

const unfolds = (node: Node): boolean => node.children !== undefined || node.inside !== undefined;

/** Those without any below them, at or below a line. */
const leavesOf = (node: Node, fits: (node: Node) => boolean): string[] => {
  if (node.children) return node.children.flatMap((child) => leavesOf(child, fits));
  return fits(node) ? [node.id] : [];
};

/** The lines that stand there now: a group only with something below it that is sought. */
function linesOf(
  nodes: readonly Node[],
  level: number,
  shows: (node: Node) => boolean,
  isOpen: (node: Node) => boolean,
  of = { counts: shows, isFree: shows },
): Line[] {
  return nodes.flatMap((node) => {
    const line = {
      node,
      level,
      leaves: leavesOf(node, of.counts),
      free: leavesOf(node, of.isFree),
      open: isOpen(node),
    };
    if (!node.children) return shows(node) ? [line] : [];
    const below = linesOf(node.children, level + 1, shows, isOpen, of);
    const some = below.length > 0 || linesOf(node.children, level + 1, shows, () => true, of).length > 0;
    return some ? [line, ...(line.open ? below : [])] : [];
  });
}

const count = (nodes: readonly Node[], typed: string): number => {
  const sought = typed.trim().toLowerCase();
  const shows = (node: Node) => `${node.word} ${node.text ?? ""}`.toLowerCase().includes(sought);
  return linesOf(nodes, 0, shows, () => true).filter(({ node }) => !node.children).length;
};
