import type { ReactNode } from "react";
import { ChevronRight } from "./icons";

/** A line that unfolds what is below it. `open` holds it open, as a filter does for what it found. */
export function Fold({ line, open, children }: { line: ReactNode; open?: boolean | undefined; children: ReactNode }) {
  return (
    <details open={open}>
      <summary className="flex min-h-9 list-none items-center gap-2 text-table max-sm:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          size={16}
          aria-hidden
          className="flex-none text-muted rtl:-scale-x-100 [details[open]>summary>&]:rotate-90"
        />
        <span className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-3">{line}</span>
      </summary>
      {children}
    </details>
  );
}
