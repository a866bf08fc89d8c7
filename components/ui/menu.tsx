"use client";

import { Ellipsis } from "lucide-react";
import { createContext, type ReactNode, useContext, useState } from "react";
import { buttonClass } from "./button";
import { useLater } from "./later";
import type * as Parts from "./menu-parts";

const load = () => import("./menu-parts");
const Loaded = createContext<typeof Parts | null>(null);

/** What else can be done with one row. `label` names the row: "Actions for Milo Marsh". Its code comes with the first press. */
export function Menu({ label, children }: { label: string; children: ReactNode }) {
  const [wanted, setWanted] = useState(false);
  const parts = useLater(load, wanted);
  if (parts) {
    return (
      <Loaded value={parts}>
        <parts.Menu label={label}>{children}</parts.Menu>
      </Loaded>
    );
  }
  return (
    <button
      type="button"
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded={false}
      aria-busy={wanted || undefined}
      className={buttonClass("quiet", "w-8 max-sm:w-10 px-0!")}
      onClick={() => setWanted(true)}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
    >
      <Ellipsis size={16} aria-hidden />
    </button>
  );
}

type Item = { children: ReactNode; danger?: boolean; onSelect(): void };

/** Only inside a `Menu`. */
export function MenuItem(props: Item) {
  const parts = useContext(Loaded);
  return parts && <parts.MenuItem {...props} />;
}
