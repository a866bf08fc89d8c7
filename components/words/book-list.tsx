"use client";

import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { Choice, useChosen } from "../ui/chosen";
import { SearchField } from "../ui/list/search-field";
import { useList } from "../ui/list/use-list";

export type BookLine = { value: string; name: string; note: ReactNode; mark?: ReactNode };
export type BookGroup = { title: string; lines: readonly BookLine[]; none: string };

/**
 * The left side of a book: its things by name, in groups, searched by name. Arrows walk through them. What is chosen stands in the
 * address under `name`, and takes with it what stood there `without` it; without any choice the `first` is shown.
 */
export function BookList({
  name,
  first,
  without,
  search,
  nothing,
  groups,
  onNear,
}: {
  name: string;
  first: string | null;
  without: readonly string[];
  search: string;
  nothing: string;
  groups: readonly BookGroup[];
  /** The pointer or the focus is in the list: something may be chosen next. */
  onNear?: () => void;
}) {
  const list = useList({ sort: "name" });
  const sought = list.search.trim().toLowerCase();
  const found = groups.map((group) => ({
    ...group,
    lines: group.lines.filter((line) => line.name.toLowerCase().includes(sought)),
  }));
  const box = useRef<HTMLDivElement>(null);
  const isChosen = useChosen(name).chosen !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is chosen on arrival has to be brought into sight
  useEffect(() => {
    if (isChosen) box.current?.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" });
  }, []);
  const isEmpty = sought !== "" && found.every((group) => group.lines.length === 0);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links inside have the focus
    <div ref={box} onKeyDown={walk} onPointerEnter={onNear} onFocus={onNear}>
      <div className="mb-4 flex *:w-full">
        <SearchField list={list} label={search} />
      </div>
      <p className="py-2 text-table text-muted empty:hidden" role="status">
        {isEmpty ? nothing : ""}
      </p>
      {found.map((group) => (
        <Group key={group.title} name={name} first={first} without={without} group={group} isSought={sought !== ""} />
      ))}
    </div>
  );
}

type GroupProps = {
  name: string;
  first: string | null;
  without: readonly string[];
  group: BookGroup;
  isSought: boolean;
};

function Group({ name, first, without, group: { title, lines, none }, isSought }: GroupProps) {
  const id = useId();
  if (isSought && lines.length === 0) return null;
  return (
    <section className="mb-6">
      <h2 id={id} className="border-b border-line px-2 pb-1 text-label text-muted">
        {title}
      </h2>
      {lines.length === 0 && <p className="px-2 py-2.5 text-table text-muted">{none}</p>}
      <ul aria-labelledby={id}>
        {lines.map((line) => (
          <li key={line.value} className="border-b border-line">
            <Choice
              name={name}
              first={first}
              without={without}
              value={line.value}
              className="block px-2 py-2 text-table -outline-offset-2 hover:bg-sunken md:aria-[current=true]:bg-sunken max-sm:py-3"
            >
              <span className="flex items-center justify-between gap-2">
                <span className="min-w-0 font-medium break-words">{line.name}</span>
                {line.mark}
              </span>
              <span className="block text-label text-muted">{line.note}</span>
            </Choice>
          </li>
        ))}
      </ul>
    </section>
  );
}

function walk(event: KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll("a")];
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  const isTyping = at < 0 && event.key !== "ArrowDown";
  const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 };
  const to = links[steps[event.key] ?? -1];
  if (isTyping || !to || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  to.focus();
}
