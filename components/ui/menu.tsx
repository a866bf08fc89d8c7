"use client";

import { createContext, type ReactNode, type RefObject, useContext, useState } from "react";
import { buttonClass } from "./button";
import { Ellipsis, type Icon } from "./icons";
import { useLater } from "./later";
import { useRowTab } from "./list/row-tab";
import type * as Parts from "./menu-parts";

const load = () => import("./menu-parts");
const Loaded = createContext<typeof Parts | null>(null);

/** What else can be done with one row. `label` names the row: "Actions for Milo Marsh". Its code comes with the first press. */
export function Menu({
  label,
  icon: Icon = Ellipsis,
  container,
  children,
}: {
  label: string;
  icon?: Icon;
  /** The landmark it opens in: without one the content of the page. */
  container?: RefObject<HTMLElement | null>;
  children: ReactNode;
}) {
  const [wanted, setWanted] = useState<"key" | "pointer" | null>(null);
  const tabIndex = useRowTab();
  const parts = useLater(load, wanted !== null);
  if (parts) {
    return (
      <Loaded value={parts}>
        <parts.Menu label={label} icon={Icon} container={container} tabIndex={tabIndex} byKeyboard={wanted === "key"}>
          {children}
        </parts.Menu>
      </Loaded>
    );
  }
  return (
    <button
      type="button"
      aria-label={label}
      tabIndex={tabIndex}
      aria-haspopup="menu"
      aria-expanded={false}
      aria-busy={wanted !== null || undefined}
      className={buttonClass("quiet", "w-8 max-sm:w-10 px-0!")}
      onClick={(event) => setWanted(event.detail === 0 ? "key" : "pointer")}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
    >
      <Icon size={16} aria-hidden />
    </button>
  );
}

/** `refused`: why it cannot be chosen. */
type Item = { children: ReactNode; danger?: boolean; refused?: string | undefined; onSelect(): void };

/** Only inside a `Menu`. */
export function MenuItem(props: Item) {
  const parts = useContext(Loaded);
  return parts && <parts.MenuItem {...props} />;
}

/** What can be switched on and off; the menu stays open. */
export function MenuCheck(props: { children: ReactNode; checked: boolean; onCheck(on: boolean): void }) {
  const parts = useContext(Loaded);
  return parts && <parts.MenuCheck {...props} />;
}

/** One of several, under a heading. */
export function MenuChoice<T extends string>(props: {
  label: string;
  value: T;
  choices: readonly { value: T; word: string; lang?: string }[];
  onChoose(value: T): void;
}) {
  const parts = useContext(Loaded);
  return parts && <parts.MenuChoice {...props} onChoose={(value) => props.onChoose(value as T)} />;
}
