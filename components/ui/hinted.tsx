"use client";

import type { ReactNode } from "react";
import { Hint } from "./hint";
import { showHint } from "./hinting";
import { useRowTab } from "./list/row-tab";

/** Words that explain themselves on hover, focus and touch, such as where an access comes from. */
export function Hinted({ text, children }: { text: ReactNode; children: ReactNode }) {
  const tabIndex = useRowTab();
  return (
    <Hint text={text}>
      <button
        type="button"
        tabIndex={tabIndex}
        className="rounded-md text-start underline decoration-edge decoration-dotted underline-offset-4"
        onClick={(event) => showHint({ anchor: event.currentTarget, text }, 0)}
      >
        {children}
      </button>
    </Hint>
  );
}
