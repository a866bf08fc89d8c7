"use client";

import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";

/** What is chosen from a list stands in the address: `?role=12`. Choosing asks the server for nothing. */
export function useChosen(name: string) {
  const chosen = useSearchParams().get(name);
  const choose = (value: string | null) =>
    window.history.pushState(null, "", value === null ? window.location.pathname : hrefOf(name, value));
  return { chosen, choose };
}

const hrefOf = (name: string, value: string) => `?${name}=${encodeURIComponent(value)}`;

/** A link that chooses. It works without the page's scripts, and opens in another window as usual. */
export function Choice({
  name,
  value,
  className,
  children,
}: {
  name: string;
  value: string;
  className?: string;
  children: ReactNode;
}) {
  const { chosen, choose } = useChosen(name);
  return (
    <a
      href={hrefOf(name, value)}
      aria-current={chosen === value ? "true" : undefined}
      className={className}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        choose(value);
      }}
    >
      {children}
    </a>
  );
}

/** A list at the left and the chosen one at the right; on a phone one after the other. */
export function TwoColumns({ chosen, list, children }: { chosen: boolean; list: ReactNode; children: ReactNode }) {
  return (
    <div className="grid gap-x-8 md:grid-cols-[280px_minmax(0,1fr)]">
      <div className={chosen ? "max-md:hidden" : ""}>{list}</div>
      <div className={chosen ? "min-w-0" : "min-w-0 max-md:hidden"}>{children}</div>
    </div>
  );
}
