"use client";

import { useEffect, useRef } from "react";
import { Search } from "../icons";
import { inputClass } from "../input-class";
import type { List } from "./use-list";

/** What is typed is answered at once. `/` leads here. */
export function SearchField({ list, label: said }: { list: Pick<List, "typed" | "type">; label: string }) {
  // In some languages it begins with what is sought, as that stands within a sentence.
  const label = said.charAt(0).toLocaleUpperCase() + said.slice(1);
  const field = useRef<HTMLInputElement>(null);
  const { typed, type } = list;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what was typed before the page listened
  useEffect(() => {
    const early = field.current!.value;
    if (early !== typed) type(early);
  }, []);
  return (
    <span className="relative w-64 max-sm:w-full">
      <Search size={16} aria-hidden className="pointer-events-none absolute inset-y-0 start-2.5 my-auto text-muted" />
      <input
        ref={field}
        type="search"
        data-search
        aria-label={label}
        placeholder={label}
        value={typed}
        onChange={(event) => type(event.target.value)}
        className={`${inputClass} ps-8`}
      />
    </span>
  );
}
