import type { ReactNode } from "react";

/** Buttons side by side; the menu of what else can be done stays beside the first of them, however many rows they take. */
export function Deeds({ menu, children }: { menu: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-w-0 items-start gap-2 print:hidden">
      <div className="flex min-w-0 flex-wrap gap-2">{children}</div>
      <div className="flex-none">{menu}</div>
    </div>
  );
}
