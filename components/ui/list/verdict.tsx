import { CircleAlert, CircleCheck } from "../icons";

/** What became of one row. */
export type Verdict = { ok: boolean; words: string };

export function VerdictLine({ verdict: { ok, words } }: { verdict: Verdict }) {
  const Icon = ok ? CircleCheck : CircleAlert;
  return (
    <span className={`mt-1 flex items-start gap-1.5 text-label ${ok ? "text-allow" : "text-deny"}`}>
      <Icon size={14} aria-hidden className="mt-px flex-none" />
      {words}
    </span>
  );
}
