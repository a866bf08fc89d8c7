"use client";

import { Ellipsis } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { buttonClass } from "./button";

const parts = () => import("./menu-parts");
const Opened = lazy(async () => ({ default: (await parts()).Menu }));

/** Only inside a `Menu`. */
export const MenuItem = lazy(async () => ({ default: (await parts()).MenuItem }));

/** What else can be done with one row. `label` names the row: "Actions for Milo Marsh". Its code comes with the first press. */
export function Menu({ label, children }: { label: string; children: ReactNode }) {
  const [wanted, setWanted] = useState(false);
  const closed = (
    <button
      type="button"
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded={false}
      aria-busy={wanted || undefined}
      className={buttonClass("quiet", "w-8 max-sm:w-10 px-0!")}
      onClick={() => setWanted(true)}
      onPointerEnter={() => void parts()}
      onFocus={() => void parts()}
    >
      <Ellipsis size={16} aria-hidden />
    </button>
  );
  if (!wanted) return closed;
  return (
    <Suspense fallback={closed}>
      <Opened label={label}>{children}</Opened>
    </Suspense>
  );
}
