"use client";

import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import { Bar } from "@/components/ui/bar";
import { CircleCheck, CircleX, Clock, type Icon, LoaderCircle } from "@/components/ui/icons";
import type { Activity } from "@/lib/actions/pages";

/** How far it is, as a bar and in words. */
export function Progress({ activity: { done, total, refused } }: { activity: Activity }) {
  const t = useTranslations("activity");
  const words = t("progress", { done, total });
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-table text-muted">
      <Bar max={total} value={done} label={words} className="w-48" />
      <span>{words}</span>
      {refused > 0 && <span className="text-deny">{t("refused", { n: refused })}</span>}
    </span>
  );
}

/** What it is called, in the room `activity`. */
export const kinds = { invite: "kindInvite", import: "kindImport" } as const satisfies Record<Activity["kind"], string>;

const states = {
  waiting: { tone: "wait", icon: Clock, word: "stateWaiting" },
  running: { tone: "wait", icon: LoaderCircle, word: "stateRunning" },
  done: { tone: "allow", icon: CircleCheck, word: "stateDone" },
  cancelled: { tone: "muted", icon: CircleX, word: "stateCancelled" },
} as const satisfies Record<Activity["state"], { tone: Tone; icon: Icon; word: string }>;

export function ActivityState({ activity }: { activity: Activity }) {
  const t = useTranslations("activity");
  const { tone, icon, word } = states[activity.state];
  return (
    <Badge tone={tone} icon={icon}>
      {t(word)}
    </Badge>
  );
}
