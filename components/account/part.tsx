import type { ReactNode } from "react";

/** One part of the settings: what it is at the left, what can be done at the right. */
export function Part({ title, says, children }: { title: string; says?: ReactNode; children: ReactNode }) {
  return (
    <section
      aria-label={title}
      className="grid gap-x-12 gap-y-4 border-t border-line py-7 md:grid-cols-[240px_minmax(0,1fr)]"
    >
      <div>
        <h2 className="text-body font-semibold">{title}</h2>
        {says && <p className="text-table text-muted">{says}</p>}
      </div>
      <div className="min-w-0 max-w-xl">{children}</div>
    </section>
  );
}
