import { CircleAlert, CircleCheck } from "../icons";

/** What became of one row. */
export type Verdict = { ok: boolean; words: string };

/** As wide as its row's head already is: what is said of one row moves no column. */
export function VerdictLine({ verdict: { ok, words } }: { verdict: Verdict }) {
  const Icon = ok ? CircleCheck : CircleAlert;
  return (
    <span className={`mt-1 flex w-0 min-w-full items-start gap-1.5 text-label ${ok ? "text-allow" : "text-deny"}`}>
      <Icon size={14} aria-hidden className="mt-px flex-none" />
      {words}
    </span>
  );
}
