import type { ReactNode } from "react";
import type { Icon } from "./icons";

const tones = { allow: "text-allow", deny: "text-deny", wait: "text-wait", muted: "text-muted" };
export type Tone = keyof typeof tones;

/** A state: an icon and a word, never colour alone. */
export function Badge({ tone, icon: Icon, children }: { tone: Tone; icon: Icon; children: ReactNode }) {
  return (
    <span className={`inline-flex items-center gap-1.5 align-middle whitespace-nowrap ${tones[tone]}`}>
      <Icon size={16} aria-hidden className="flex-none" />
      {children}
    </span>
  );
}

/** A short fact about a thing, as "system". */
export function Tag({ children }: { children: ReactNode }) {
  return (
    <span className="inline-block rounded-md border border-line px-1.5 text-label whitespace-nowrap text-muted">
      {children}
    </span>
  );
}
