"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { getActivities } from "@/lib/actions/pages";
import { stayConnected } from "@/lib/realtime/client";
import type { EndOfSignIn, Heard, ShownStanding } from "@/lib/realtime/protocol";
import type { LiveProps } from "./live";
import { useStore } from "./reading";
import { signInAgain } from "./sign-in-again";
import { announce } from "./ui/announce";
import { Button } from "./ui/button";
import { Ban, CircleAlert, CircleCheck, X } from "./ui/icons";
import { tell } from "./ui/toast";

/** Several rings in a row are one. */
const GATHER = 150;
/** What others share with me; all the rest is my own. */
const OF_OTHERS = [["collaborations"]] as const;
const MEMBERS = [["members"]] as const;
const ACTIVITIES = [["activities"]] as const;
const EVERYTHING = [[]] as const;

const ends = {
  "signed-out": "liveSignedOut",
  "ended-elsewhere": "liveEnded",
  "password-changed": "livePassword",
  expired: "liveExpired",
} as const satisfies Record<EndOfSignIn, string>;

/** Hears what moved, has what is shown read again, and says what concerns whoever looks at it. */
export function LiveParts({ uid, moment }: LiveProps) {
  const t = useTranslations("shell");
  const [isCut, setCut] = useState(false);
  const [how, setHow] = useState<EndOfSignIn | null>(null);
  const [standings, setStandings] = useState<readonly ShownStanding[]>([]);
  const [line, setLine] = useState(0);
  const read = useGathered();
  const hear = useRef<(heard: Heard) => void>(() => {});
  hear.current = (heard) => {
    switch (heard.type) {
      case "hello":
        if (heard.moment !== moment && line === 0) read(EVERYTHING);
        break;
      case "changed":
        read(heard.owner === uid ? EVERYTHING : OF_OTHERS);
        break;
      case "activity":
        read(ACTIVITIES);
        for (const id of heard.ended) void tellOf(id, t);
        break;
      case "people":
        read(MEMBERS);
        break;
      case "resync":
        read(EVERYTHING);
        break;
      case "standing":
        setStandings((before) => [...before.filter(({ owner }) => owner !== heard.standing.owner), heard.standing]);
        break;
      case "ended":
        setHow(heard.how);
        break;
    }
  };
  const was = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another line is another connection
  useEffect(
    () =>
      stayConnected({
        hear: (heard) => hear.current(heard),
        cut: (cut) => {
          if (was.current && !cut) announce(t("liveOnline"));
          was.current = cut;
          setCut(cut);
        },
      }),
    [line, t],
  );
  const again = async () => {
    if (!(await signInAgain())) return;
    setHow(null);
    setLine((n) => n + 1);
    read(EVERYTHING);
  };
  return (
    <>
      <div role="status">
        {isCut && !how && <Bar icon={<CircleAlert size={16} className="text-wait" />}>{t("liveOffline")}</Bar>}
      </div>
      <div role="alert">
        {how && (
          <Bar
            icon={<CircleAlert size={16} className="text-wait" />}
            action={<Button onClick={again}>{t("liveSignIn")}</Button>}
          >
            {t(ends[how])}
          </Bar>
        )}
        {standings.map((standing) => (
          <Told
            key={standing.owner}
            standing={standing}
            onDismiss={() => setStandings((all) => all.filter((one) => one !== standing))}
          />
        ))}
      </div>
    </>
  );
}

/** Says that long work is done, wherever its owner is by now. */
async function tellOf(id: number, t: ReturnType<typeof useTranslations<"shell">>): Promise<void> {
  const answer = await getActivities({ id, resultCount: 0 });
  const [activity] = answer.ok ? answer.value.activities : [];
  if (!activity) return;
  const { kind, total, refused } = activity;
  tell(t(kind === "import" ? "liveImportDone" : "liveInvitesDone"), t("liveWorkSays", { total, refused }));
}

/** Reads again what is below these keys, once for all that rang together, and one reading after the other. */
function useGathered(): (keys: readonly (readonly unknown[])[]) => void {
  const store = useStore();
  const gathered = useRef({ keys: new Set<readonly unknown[]>(), busy: false });
  const run = useRef(async () => {});
  run.current = async () => {
    const { keys } = gathered.current;
    gathered.current.busy = true;
    while (keys.size > 0) {
      await new Promise((done) => setTimeout(done, GATHER));
      const now = keys.has(EVERYTHING[0]) ? [...EVERYTHING] : [...keys];
      keys.clear();
      await store.stale(now).catch(() => {});
    }
    gathered.current.busy = false;
  };
  return (keys) => {
    for (const key of keys) gathered.current.keys.add(key);
    if (!gathered.current.busy) void run.current();
  };
}

function Told({ standing, onDismiss }: { standing: ShownStanding; onDismiss(): void }) {
  const t = useTranslations("shell");
  const ui = useTranslations("ui");
  const { state, by, ownerName, ownerEmail } = standing;
  const here = usePathname();
  const first = useRef(here);
  // Whoever goes on has read it.
  useEffect(() => {
    if (first.current !== here) onDismiss();
  }, [here, onDismiss]);
  const back = state === "ACTIVE";
  const says = back ? "liveBack" : state === "REMOVED" ? "liveRemoved" : "liveSuspended";
  return (
    <Bar
      icon={back ? <CircleCheck size={16} className="text-allow" /> : <Ban size={16} className="text-deny" />}
      action={
        <Button look="quiet" className="w-8 px-0!" aria-label={ui("dismiss")} onClick={onDismiss}>
          <X size={16} />
        </Button>
      }
    >
      {t(says, { by, owner: ownerName })}{" "}
      {!back &&
        t.rich("liveAsk", {
          email: ownerEmail,
          link: (email) => (
            <a className="underline" href={`mailto:${ownerEmail}`}>
              {email}
            </a>
          ),
        })}
    </Bar>
  );
}

function Bar({ icon, action, children }: { icon: ReactNode; action?: ReactNode; children: ReactNode }) {
  return (
    <div className="mb-4 flex min-h-11 items-center gap-2 rounded-md border border-line bg-sunken py-1 ps-3 pe-1.5 text-table">
      <span className="flex-none">{icon}</span>
      <p className="min-w-0 flex-1 py-1.5">{children}</p>
      {action}
    </div>
  );
}
