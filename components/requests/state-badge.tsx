"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Ban, CircleCheck, Clock } from "@/components/ui/icons";
import type { RequestLine } from "@/lib/actions/requests";

const looks = {
  OPEN: { tone: "wait", icon: Clock, word: "waitsShort" },
  GRANTED: { tone: "allow", icon: CircleCheck, word: "granted" },
  DECLINED: { tone: "deny", icon: Ban, word: "declined" },
} as const;

/** What became of a request. */
export function StateBadge({ state }: Pick<RequestLine, "state">) {
  const t = useTranslations("requests");
  const { tone, icon, word } = looks[state];
  return (
    <Badge tone={tone} icon={icon}>
      {t(word)}
    </Badge>
  );
}

/** How it stands now, whatever the answer was. */
export function Now({ may, children }: { may: boolean; children: ReactNode }) {
  const Icon = may ? CircleCheck : Ban;
  return (
    <p className={`mt-1 flex items-start gap-1.5 ${may ? "text-allow" : "text-deny"}`}>
      <Icon size={16} aria-hidden className="mt-px flex-none" /> {children}
    </p>
  );
}
