import type { ReactNode } from "react";
import { CircleAlert } from "./icons";

/** A sentence about what went wrong, heard as well as seen. */
export function Problem({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} role="alert" className="flex gap-1.5 text-table text-deny">
      <CircleAlert size={16} aria-hidden className="mt-px flex-none" />
      <span>{children}</span>
    </p>
  );
}
