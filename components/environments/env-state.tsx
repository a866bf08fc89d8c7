import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import {
  CircleHelp,
  CirclePlay,
  CircleStop,
  CircleX,
  type Icon,
  LoaderCircle,
  Moon,
  TriangleAlert,
} from "@/components/ui/icons";

const changing = { tone: "wait", icon: LoaderCircle } as const;

/** By the platform's numbers (vap.md E). */
const states = {
  1: { tone: "allow", icon: CirclePlay, word: "envRunning" },
  2: { tone: "muted", icon: CircleStop, word: "envStopped" },
  3: { ...changing, word: "envLaunching" },
  4: { tone: "muted", icon: Moon, word: "envAsleep" },
  5: { tone: "muted", icon: CircleHelp, word: "envUnknown" },
  6: { ...changing, word: "envCreating" },
  7: { ...changing, word: "envCloning" },
  8: { tone: "deny", icon: CircleX, word: "envGone" },
  9: { ...changing, word: "envExporting" },
  10: { ...changing, word: "envMigrating" },
  11: { tone: "deny", icon: TriangleAlert, word: "envBroken" },
  12: { ...changing, word: "envUpdating" },
  13: { ...changing, word: "envStopping" },
  14: { ...changing, word: "envFallingAsleep" },
  15: { ...changing, word: "envRestoring" },
} as const satisfies Record<number, { tone: Tone; icon: Icon; word: string }>;

/** How an environment is, as icon and word. */
export function EnvState({ status }: { status: number }) {
  const t = useTranslations("environments");
  const { tone, icon, word } = states[status as keyof typeof states] ?? states[5];
  return (
    <Badge tone={tone} icon={icon}>
      {t(word)}
    </Badge>
  );
}
