"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { useTranslations } from "next-intl";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { type Asking, askWhy } from "./ask-why";
import { Check, type Icon } from "./icons";
import { MenuFace, menuButtonClass } from "./menu-face";
import { choosingFrom } from "./opener";

/** The menu itself; it opens as it comes, because it was pressed for. Inside the page's landmark, like the row it belongs to. */
export function Menu({
  label,
  shows,
  icon,
  container,
  tabIndex,
  byKeyboard,
  children,
}: {
  label: string;
  shows: boolean;
  icon: Icon;
  container: RefObject<HTMLElement | null> | undefined;
  tabIndex: number | undefined;
  /** Whoever opens it by a key is at its first item at once. */
  byKeyboard: boolean;
  children: ReactNode;
}) {
  const popup = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!byKeyboard) return;
    const frame = requestAnimationFrame(() =>
      popup.current?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true })),
    );
    return () => cancelAnimationFrame(frame);
  }, [byKeyboard]);
  return (
    <Base.Root defaultOpen>
      <Base.Trigger
        ref={trigger}
        aria-label={label}
        {...(tabIndex === undefined ? {} : { tabIndex })}
        className={`${menuButtonClass(shows)} data-popup-open:bg-sunken`}
      >
        <MenuFace label={label} shows={shows} icon={icon} />
      </Base.Trigger>
      <Base.Portal container={container ?? document.getElementById("content")}>
        <Base.Positioner
          align="end"
          sideOffset={4}
          // Beside what sticks, the page must not scroll to it.
          positionMethod={container ? "fixed" : "absolute"}
          className="z-30"
        >
          <Base.Popup
            ref={popup}
            onClickCapture={() => choosingFrom(trigger.current)}
            className="min-w-48 rounded-md border border-line bg-raised p-1 shadow-float appear"
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

const itemClass =
  "flex h-8 items-center gap-2 rounded-md px-2 text-table outline-none select-none data-highlighted:bg-sunken max-sm:h-11";

export function MenuItem({
  children,
  danger = false,
  refused,
  why,
  onSelect,
}: {
  children: ReactNode;
  danger?: boolean;
  refused?: string | undefined;
  why?: Asking | undefined;
  onSelect(): void;
}) {
  const t = useTranslations("ui");
  if (refused) {
    return (
      <Base.Item
        {...(why ? { "aria-disabled": true, onClick: () => askWhy(why) } : { disabled: true })}
        className={`${itemClass} h-auto! flex-col items-start! gap-0! py-1.5`}
      >
        <span className="flex items-center gap-2 opacity-60">{children}</span>
        <span className="max-w-60 text-label text-muted">
          {refused} {why && <span className="text-accent underline underline-offset-2">{t("why")}</span>}
        </span>
      </Base.Item>
    );
  }
  return (
    <Base.Item onClick={onSelect} className={`${itemClass} ${danger ? "text-deny" : ""}`}>
      {children}
    </Base.Item>
  );
}

const mark = <Check size={16} aria-hidden className="text-accent" />;
const markClass = "ms-auto ps-4";

export function MenuCheck({
  children,
  checked,
  onCheck,
}: {
  children: ReactNode;
  checked: boolean;
  onCheck(on: boolean): void;
}) {
  return (
    <Base.CheckboxItem checked={checked} onCheckedChange={onCheck} closeOnClick={false} className={itemClass}>
      {children}
      <Base.CheckboxItemIndicator className={markClass}>{mark}</Base.CheckboxItemIndicator>
    </Base.CheckboxItem>
  );
}

export function MenuChoice({
  label,
  value,
  choices,
  onChoose,
}: {
  label: string;
  value: string;
  choices: readonly { value: string; word: string; lang?: string }[];
  onChoose(value: string): void;
}) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-2 pb-1 text-label text-muted">{label}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={onChoose}>
        {choices.map((choice) => (
          <Base.RadioItem key={choice.value} value={choice.value} closeOnClick={false} className={itemClass}>
            <span lang={choice.lang}>{choice.word}</span>
            <Base.RadioItemIndicator className={markClass}>{mark}</Base.RadioItemIndicator>
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}
