"use client";

import { cloneElement, type FocusEvent, type ReactElement, type ReactNode, useId, useSyncExternalStore } from "react";
import { COME, dropHint, hintShown, onHint, showHint } from "./hinting";
import { useLater } from "./later";

/**
 * Explains one control, on hover and on focus. Its words always stand beside the control for those who listen, so that nothing
 * waits for code.
 */
export function Hint({ text, children }: { text: ReactNode; children: ReactElement<{ "aria-describedby"?: string }> }) {
  const id = useId();
  const come = (anchor: Element, wait: number) => showHint({ anchor, text }, wait);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens for its child
    <span
      className="contents"
      onPointerEnter={(event) => come(event.currentTarget.firstElementChild!, COME)}
      onPointerLeave={() => dropHint()}
      onFocus={(event: FocusEvent) => event.target.matches(":focus-visible") && come(event.target, 0)}
      onBlur={() => dropHint(0)}
    >
      {cloneElement(children, { "aria-describedby": id })}
      <span id={id} className="sr-only">
        {text}
      </span>
    </span>
  );
}

const load = async () => (await import("./hint-parts")).HintPopup;

/** Where hints are shown; its code comes with the first. */
export function HintArea() {
  const now = useSyncExternalStore(onHint, hintShown, () => null);
  const Popup = useLater(load, now !== null);
  return Popup && <Popup shown={now} />;
}
