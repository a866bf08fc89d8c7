import { CircleCheck, CirclePause, CircleX, Clock, LogOut, type LucideIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import type { MemberStatus } from "@/lib/domain/collaboration";
import { Badge, type Tone } from "../ui/badge";

const states = {
  PENDING: { tone: "wait", icon: Clock, word: "statePending" },
  ACTIVE: { tone: "allow", icon: CircleCheck, word: "stateActive" },
  SUSPENDED: { tone: "deny", icon: CirclePause, word: "stateSuspended" },
  REJECTED: { tone: "muted", icon: CircleX, word: "stateRejected" },
  LEFT: { tone: "muted", icon: LogOut, word: "stateLeft" },
} as const satisfies Record<MemberStatus, { tone: Tone; icon: LucideIcon; word: string }>;

export function MemberState({ state }: { state: MemberStatus }) {
  const t = useTranslations("words");
  const { tone, icon, word } = states[state];
  return (
    <Badge tone={tone} icon={icon}>
      {t(word)}
    </Badge>
  );
}
