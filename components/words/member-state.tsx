import { CircleCheck, CirclePause, CircleX, Clock, LogOut, type LucideIcon } from "lucide-react";
import type { MemberStatus } from "@/lib/domain/collaboration";
import { Badge, type Tone } from "../ui/badge";

const states: Record<MemberStatus, { tone: Tone; icon: LucideIcon; word: string }> = {
  PENDING: { tone: "wait", icon: Clock, word: "Invited" },
  ACTIVE: { tone: "allow", icon: CircleCheck, word: "Active" },
  SUSPENDED: { tone: "deny", icon: CirclePause, word: "Suspended" },
  REJECTED: { tone: "muted", icon: CircleX, word: "Rejected" },
  LEFT: { tone: "muted", icon: LogOut, word: "Left" },
};

export function MemberState({ state }: { state: MemberStatus }) {
  const { tone, icon, word } = states[state];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}
