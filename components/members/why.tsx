"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useRead } from "@/components/reading";
import {
  Ban,
  CircleCheck,
  CircleDashed,
  FileKey,
  type Icon,
  Layers,
  Share2,
  ShieldCheck,
  UserRound,
} from "@/components/ui/icons";
import { useOf } from "@/components/words/acting";
import { useResourceWords } from "@/components/words/resource";
import { resultOf } from "@/lib/actions/answer";
import { explainMember, type MemberExplanation, type MemberWay } from "@/lib/actions/pages";
import { statusAfter, trailKeys } from "@/lib/actions/trail-keys";
import { membersKey } from "./queries";

type Step = MemberExplanation["steps"][number];

/** The chain of one decision: every step of the way, the one that decided strong, what was lost faint with its reason. */
export function Why({
  open,
  id,
  name,
  thing,
  method,
}: {
  open: boolean;
  id: number;
  name: string;
  thing: MemberWay["things"][number];
  method: string;
}) {
  const t = useTranslations("members");
  const of = useOf();
  const resource = { type: thing.type, id: thing.resourceId };
  const { data, error } = useRead([...membersKey, id, "why", resource, method], () =>
    resultOf(explainMember({ id, resource, serviceMethod: method, ...of })),
  );
  if (!open) return null;
  if (error) return <p className="py-2 text-table text-deny">{t("whyFailed")}</p>;
  if (!data) return <p className="py-2 text-table text-muted">{t("whyComes")}</p>;
  const steps = telling(data.steps);
  const decided = steps.findLastIndex((step) => step.step === "policy" && step.counted);
  return (
    <ol aria-label={t("whyOf", { method })} className="my-1 ms-1.5 border-s border-line ps-4 text-table">
      {steps.map((step, index) => (
        <StepLine
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one answer never move
          key={index}
          step={step}
          name={name}
          at={statusAfter(steps, index)}
          decided={index === decided}
          allowed={data.allowed}
        />
      ))}
    </ol>
  );
}

/**
 * The memberships that have a say or have ended, the one that allows last. One that reaches nothing here, such as that of a team beside
 * a share of their own, is left out where another does.
 */
function telling(steps: readonly Step[]): Step[] {
  const parts: Step[][] = [];
  for (const step of steps) {
    if (step.step === "member" || parts.length === 0) parts.push([]);
    parts.at(-1)!.push(step);
  }
  const end = (part: Step[]) => part.findLast(({ step }) => step === "method");
  const hasEnded = (part: Step[]) => part.some(({ reason }) => reason === "shareEnded" || reason === "membershipEnded");
  const speaking = parts.filter((part) => end(part) !== undefined || hasEnded(part));
  return (speaking.length > 0 ? speaking : parts)
    .sort((a, b) => Number(end(a)?.counted ?? false) - Number(end(b)?.counted ?? false))
    .flat();
}

const icons: Partial<Record<Step["step"], Icon>> = {
  member: UserRound,
  status: UserRound,
  share: Share2,
  level: Layers,
  role: ShieldCheck,
  policy: FileKey,
};

function StepLine({
  step: { step, counted, reason, name: called, place, since },
  name,
  at,
  decided,
  allowed,
}: {
  step: Step;
  name: string;
  at: string;
  decided: boolean;
  allowed: boolean;
}) {
  const t = useTranslations("members");
  const format = useFormatter();
  const { nameOf } = useResourceWords();
  // A member has no token here, and is never the owner.
  if (!(reason in trailKeys)) return null;
  const isEnd = step === "method";
  const Icon = isEnd ? (allowed ? CircleCheck : Ban) : counted ? (icons[step] ?? CircleDashed) : CircleDashed;
  const day = since ? format.dateTime(new Date(`${since.replace(" ", "T")}Z`), "day") : "";
  const thing = place ? nameOf(place) : "";
  const text = t(trailKeys[reason as keyof typeof trailKeys], { name, at, called, thing, day });
  const look = isEnd ? (allowed ? "text-allow" : "text-deny") : counted ? "text-ink" : "text-muted";
  return (
    <li className={`flex items-start gap-2 py-1 ${look} ${decided || isEnd ? "font-medium" : ""}`}>
      <Icon size={16} aria-hidden className="mt-px flex-none" />
      <span className="min-w-0 break-words">{text}</span>
    </li>
  );
}
