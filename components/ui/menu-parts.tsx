"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Ellipsis } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "./button";

/** The menu itself; it opens as it comes, because it was pressed for. Inside the page's landmark, like the row it belongs to. */
export function Menu({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Base.Root defaultOpen>
      <Base.Trigger
        aria-label={label}
        className={buttonClass("quiet", "w-8 max-sm:w-10 px-0! data-popup-open:bg-sunken")}
      >
        <Ellipsis size={16} aria-hidden />
      </Base.Trigger>
      <Base.Portal container={document.getElementById("content")}>
        <Base.Positioner align="end" sideOffset={4} className="z-30">
          <Base.Popup className="min-w-48 rounded-md border border-line bg-raised p-1 shadow-float appear">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export function MenuItem({
  children,
  danger = false,
  onSelect,
}: {
  children: ReactNode;
  danger?: boolean;
  onSelect(): void;
}) {
  return (
    <Base.Item
      onClick={onSelect}
      className={`flex h-8 items-center gap-2 rounded-md px-2 text-table outline-none select-none data-highlighted:bg-sunken max-sm:h-11 ${danger ? "text-deny" : ""}`}
    >
      {children}
    </Base.Item>
  );
}
