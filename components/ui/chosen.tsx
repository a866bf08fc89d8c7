"use client";

import type { ReactNode } from "react";
import { useAddress } from "./address";

/**
 * What is chosen from a list stands in the address: `?role=12`. Choosing asks the server for nothing; Back takes it back. `shown`
 * stands beside the list: what is chosen, else the first.
 */
export function useChosen(name: string, first: string | null = null) {
  const address = useAddress();
  const choose = (value: string | null) => (value === null ? address.close(name) : address.open(name, value));
  const chosen = address.get(name);
  return { chosen, shown: chosen ?? first, choose };
}

/**
 * A link that chooses. It works without the page's scripts, and opens in another window as usual. What the address says of the
 * one that was chosen goes with it: `without`.
 */
export function Choice({
  name,
  value,
  first,
  without = [],
  className,
  children,
}: {
  name: string;
  value: string;
  first: string | null;
  without?: readonly string[];
  className?: string;
  children: ReactNode;
}) {
  const address = useAddress();
  const { shown, choose } = useChosen(name, first);
  const gone = Object.fromEntries(without.map((other) => [other, null]));
  return (
    <a
      href={address.href({ [name]: value, ...gone })}
      aria-current={shown === value ? "true" : undefined}
      className={className}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        choose(value);
        address.set(gone);
      }}
    >
      {children}
    </a>
  );
}

/** A list at the left and the chosen one at the right; on a phone one after the other. */
export function TwoColumns({ chosen, list, children }: { chosen: boolean; list: ReactNode; children: ReactNode }) {
  return (
    <div className="grid gap-x-8 md:grid-cols-[264px_minmax(0,1fr)] print:block">
      <div
        className={`-m-1 p-1 md:sticky md:top-6 md:max-h-[calc(100dvh-48px)] md:self-start md:overflow-y-auto print:hidden ${chosen ? "max-md:hidden" : ""}`}
      >
        {list}
      </div>
      <div className={chosen ? "min-w-0" : "min-w-0 max-md:hidden"}>{children}</div>
    </div>
  );
}
