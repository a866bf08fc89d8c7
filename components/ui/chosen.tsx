"use client";

import type { ReactNode } from "react";
import { useAddress } from "./address";

/** What is chosen from a list stands in the address: `?role=12`. Choosing asks the server for nothing; Back takes it back. */
export function useChosen(name: string) {
  const address = useAddress();
  const choose = (value: string | null) => (value === null ? address.close(name) : address.open(name, value));
  return { chosen: address.get(name), choose, hrefOf: (value: string) => address.href({ [name]: value }) };
}

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
  const { chosen, choose, hrefOf } = useChosen(name);
  return (
    <a
      href={hrefOf(value)}
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
