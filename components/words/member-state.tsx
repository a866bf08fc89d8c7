import { useTranslations } from "next-intl";
import {
  CalendarX,
  CircleCheck,
  CirclePause,
  CircleX,
  Clock,
  type Icon,
  LogOut,
  TimerOff,
} from "@/components/ui/icons";
import type { MemberStatus } from "@/lib/domain/collaboration";
import { Badge, type Tone } from "../ui/badge";

/** Told apart: an invitation that nobody can answer any more, and a membership that has ended. */
export type ShownState = MemberStatus | "EXPIRED" | "ENDED";

/** How a state looks, and its word in the room `words`. */
export const memberStates = {
  PENDING: { tone: "wait", icon: Clock, word: "statePending" },
  ACTIVE: { tone: "allow", icon: CircleCheck, word: "stateActive" },
  SUSPENDED: { tone: "deny", icon: CirclePause, word: "stateSuspended" },
  REJECTED: { tone: "muted", icon: CircleX, word: "stateRejected" },
  LEFT: { tone: "muted", icon: LogOut, word: "stateLeft" },
  EXPIRED: { tone: "deny", icon: TimerOff, word: "stateExpired" },
  ENDED: { tone: "deny", icon: CalendarX, word: "stateEnded" },
} as const satisfies Record<ShownState, { tone: Tone; icon: Icon; word: string }>;

export function MemberState({ state }: { state: ShownState }) {
  const t = useTranslations("words");
  const { tone, icon, word } = memberStates[state];
  return (
    <Badge tone={tone} icon={icon}>
      {t(word)}
    </Badge>
  );
}
