import type { ReactNode } from "react";
import type { Asking } from "./ask-why";
import { CircleAlert } from "./icons";
import { Why } from "./why";

/** A sentence about what went wrong, heard as well as seen. `why`: the question about access that explains it. */
export function Problem({ id, why, children }: { id?: string; why?: Asking | undefined; children: ReactNode }) {
  const said = (
    <p id={id} role="alert" className="flex gap-1.5 text-table text-deny">
      <CircleAlert size={16} aria-hidden className="mt-px flex-none" />
      <span>{children}</span>
    </p>
  );
  if (!why) return said;
  return (
    <div className="flex flex-wrap items-center gap-x-2">
      {said}
      <Why question={why} className="h-7!" />
    </div>
  );
}
