"use client";

import { useTranslations } from "next-intl";
import {
  cloneElement,
  type FocusEvent,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useId,
  useSyncExternalStore,
} from "react";
import { type Asking, askWhy } from "./ask-why";
import { COME, dropHint, hintShown, onHint, showHint } from "./hinting";
import { useLater } from "./later";

/**
 * Explains one control, on hover and on focus. Its words always stand beside the control for those who listen, so that nothing
 * waits for code. `why`: the control is refused by a decision, which pressing it shows.
 */
export function Hint({
  text,
  why,
  children,
}: {
  text: ReactNode;
  why?: Asking | undefined;
  children: ReactElement<{ "aria-describedby"?: string }>;
}) {
  const t = useTranslations("ui");
  const id = useId();
  const come = (anchor: Element, wait: number) => showHint({ anchor, text, why }, wait);
  const ask = () => {
    dropHint(0);
    if (why) askWhy(why);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens for its child
    <span
      className="contents"
      onPointerEnter={(event) => come(event.currentTarget.firstElementChild!, COME)}
      onPointerLeave={() => dropHint()}
      onFocus={(event: FocusEvent) => event.target.matches(":focus-visible") && come(event.target, 0)}
      onBlur={() => dropHint(0)}
      {...(why && {
        onClick: ask,
        // What is no button is not clicked by the key.
        onKeyDown: (event: KeyboardEvent) =>
          event.key === "Enter" && !(event.target instanceof HTMLButtonElement) && ask(),
      })}
    >
      {cloneElement(children, { "aria-describedby": id })}
      <span id={id} className="sr-only">
        {text} {why && t("why")}
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
