"use client";

import { type ComponentType, createContext, type ReactNode, type RefObject, useContext, useState } from "react";
import type { Asking } from "./ask-why";
import { Ellipsis, type Icon } from "./icons";
import { useLater } from "./later";
import { useRowTab } from "./list/row-tab";
import { MenuFace, menuButtonClass } from "./menu-face";
import type * as Parts from "./menu-parts";

type How = "key" | "pointer";

let parts: typeof Parts | null = null;
const load = async () => {
  parts ??= await import("./menu-parts");
  return parts;
};
const Loaded = createContext<typeof Parts | null>(null);
/** How the menu inside was asked for while its code was on its way. */
const Asked = createContext<How | null>(null);

/**
 * What else can be done with one row. `label` names the row: "Actions for Milo Marsh"; where it `shows`, it stands on the
 * button instead of dots. Its code comes with the first press.
 */
export function Menu({
  label,
  shows = false,
  icon: Icon = Ellipsis,
  container,
  children,
}: {
  label: string;
  shows?: boolean;
  icon?: Icon;
  /** The landmark it opens in: without one the content of the page. */
  container?: RefObject<HTMLElement | null>;
  children: ReactNode;
}) {
  const asked = useContext(Asked);
  const [wanted, setWanted] = useState(asked);
  const tabIndex = useRowTab();
  const loaded = useLater(load, wanted !== null) ?? (asked && parts);
  if (!loaded)
    return <MenuButton label={label} shows={shows} icon={Icon} wanted={wanted} onWant={setWanted} load={load} />;
  return (
    <Loaded value={loaded}>
      <loaded.Menu
        label={label}
        shows={shows}
        icon={Icon}
        container={container}
        tabIndex={tabIndex}
        byKeyboard={wanted === "key"}
      >
        {children}
      </loaded.Menu>
    </Loaded>
  );
}

/**
 * A menu whose code comes with the first press, and with it the code of all that it can do. `fetch` gets what draws one `Menu`, under
 * the label it is given.
 */
export function menuLater<P extends object>(
  fetch: () => Promise<ComponentType<P & { label: string }>>,
): ComponentType<P & { label: string; icon?: Icon }> {
  const all = async () => (await Promise.all([fetch(), load()]))[0];
  return function MenuLater(props) {
    const [wanted, setWanted] = useState<How | null>(null);
    const Whole = useLater(all, wanted !== null);
    if (!Whole) return <MenuButton {...props} wanted={wanted} onWant={setWanted} load={all} />;
    return (
      <Asked value={wanted}>
        <Whole {...props} />
      </Asked>
    );
  };
}

/** What is pressed; what it opens begins to come when the pointer or the focus is there. */
function MenuButton({
  label,
  shows = false,
  icon = Ellipsis,
  wanted,
  onWant,
  load,
}: {
  label: string;
  shows?: boolean;
  icon?: Icon;
  wanted: How | null;
  onWant(how: How): void;
  load(): Promise<unknown>;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      tabIndex={useRowTab()}
      aria-haspopup="menu"
      aria-expanded={false}
      aria-busy={wanted !== null || undefined}
      className={menuButtonClass(shows)}
      onClick={(event) => onWant(event.detail === 0 ? "key" : "pointer")}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
    >
      <MenuFace label={label} shows={shows} icon={icon} />
    </button>
  );
}

/** `refused`: why it cannot be chosen; `why`: the question that explains that, which choosing it asks. */
type Item = {
  children: ReactNode;
  danger?: boolean;
  refused?: string | undefined;
  why?: Asking | undefined;
  onSelect(): void;
};

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
