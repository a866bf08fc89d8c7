"use client";

import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import { CircleAlert, CircleCheck, CircleDashed, type Icon, Minus } from "@/components/ui/icons";
import { knownRefusal } from "@/lib/actions/known-refusals";
import type { ActivityStep } from "@/lib/actions/pages";

const verdicts = {
  created: { tone: "allow", icon: CircleCheck, word: "stepCreated" },
  changed: { tone: "allow", icon: CircleCheck, word: "stepChanged" },
  skipped: { tone: "muted", icon: Minus, word: "stepSkipped" },
  refused: { tone: "deny", icon: CircleAlert, word: "stepRefused" },
} as const satisfies Record<NonNullable<ActivityStep["verdict"]>, { tone: Tone; icon: Icon; word: string }>;

/** What became of each address. */
export function Steps({ steps, over }: { steps: readonly ActivityStep[]; over: boolean }) {
  const t = useTranslations("activity");
  return (
    <ul aria-label={t("steps")} className="divide-y divide-line border-y border-line text-table">
      {steps.map((step) => {
        const look = step.verdict ? verdicts[step.verdict] : { tone: "muted" as const, icon: CircleDashed };
        return (
          <li key={step.n} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-2">
            <span className="min-w-0 break-words">
              {step.label || step.email}
              {step.label && <span className="block text-muted">{step.email}</span>}
              <Because code={step.code} note={step.note} />
            </span>
            <Badge tone={look.tone} icon={look.icon}>
              {t(step.verdict ? verdicts[step.verdict].word : over ? "stepNever" : "stepWaits")}
            </Badge>
          </li>
        );
      })}
    </ul>
  );
}

const codes = { duplicate: "codeDuplicate", same: "codeSame", partly: "codePartly" } as const;

/** What is to be known beside a verdict: the work's own word, and a refusal. */
export function Because({ code, note }: { code: string; note: string }) {
  const t = useTranslations("activity");
  return (
    <>
      {code in codes && <span className="block text-muted">{t(codes[code as keyof typeof codes])}</span>}
      {note && (
        <span className="block text-deny">
          <Reason note={note} />
        </span>
      )}
    </>
  );
}

/** Why a step was refused, in the reader's language. */
function Reason({ note }: { note: string }) {
  const t = useTranslations("refusals");
  const known = knownRefusal(/^invalid parameter \[[^\]]*\](?:: (.*))?$/s.exec(note)?.[1] ?? note);
  return <>{known ? t(known.key, known.values) : note}</>;
}
