import type { ReactNode } from "react";
import { Mark } from "./mark";

/** A page for whoever is not in yet: one column, in the middle. `foot` stands below it. */
export function Plain({ foot, children }: { foot?: ReactNode; children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-xl flex-col gap-6 px-5 py-12 sm:py-20">
      <p className="flex items-center gap-2 font-semibold">
        <Mark /> Confer
      </p>
      <div className="flex flex-col gap-5">{children}</div>
      {foot}
    </main>
  );
}
