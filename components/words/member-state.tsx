import { useTranslations } from "next-intl";
import { CircleCheck, CirclePause, CircleX, Clock, type Icon, LogOut } from "@/components/ui/icons";
import type { MemberStatus } from "@/lib/domain/collaboration";
import { Badge, type Tone } from "../ui/badge";

const states = {
  PENDING: { tone: "wait", icon: Clock, word: "statePending" },
  ACTIVE: { tone: "allow", icon: CircleCheck, word: "stateActive" },
  SUSPENDED: { tone: "deny", icon: CirclePause, word: "stateSuspended" },
  REJECTED: { tone: "muted", icon: CircleX, word: "stateRejected" },
  LEFT: { tone: "muted", icon: LogOut, word: "stateLeft" },
} as const satisfies Record<MemberStatus, { tone: Tone; icon: Icon; word: string }>;

export function MemberState({ state }: { state: MemberStatus }) {
  const t = useTranslations("words");
  const { tone, icon, word } = states[state];
  return (
    <Badge tone={tone} icon={icon}>
      {t(word)}
    </Badge>
  );
}
