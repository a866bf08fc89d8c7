import type { ReactNode } from "react";

/** One line over the page, of what happened to it. */
export function Bar({ icon, action, children }: { icon: ReactNode; action?: ReactNode; children: ReactNode }) {
  return (
    <div className="mb-4 flex min-h-11 items-center gap-2 rounded-md border border-line bg-sunken py-1 ps-3 pe-1.5 text-table">
      <span className="flex-none">{icon}</span>
      <p className="min-w-0 flex-1 py-1.5">{children}</p>
      {action}
    </div>
  );
}
