"use client";

import { useRef } from "react";
import { EllipsisVertical } from "../ui/icons";
import { menuLater } from "../ui/menu";

const SelfMenu = menuLater(async () => (await import("./self-menu")).SelfMenu);

/** The button of somebody's own menu; it opens beside the button, inside the landmark that says who they are. */
export function OwnMenu({ label }: { label: string }) {
  const place = useRef<HTMLSpanElement>(null);
  return (
    <span ref={place} className="contents">
      <SelfMenu label={label} icon={EllipsisVertical} container={place} />
    </span>
  );
}
