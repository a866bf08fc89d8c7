"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { stayConnected } from "@/lib/realtime/client";
import type { EndOfSignIn, Heard, ShownStanding } from "@/lib/realtime/protocol";
import { Bar } from "./live-bar";
import { useStore } from "./reading";
import { signInAgain } from "./sign-in-again";
import { stir } from "./stirs";
import { announce } from "./ui/announce";
import { CircleAlert } from "./ui/icons";
import { later } from "./ui/later";
import { VIEWS } from "./viewing";
import { useOf } from "./words/acting";

/** `uid` is who is signed in; `moment` names what the page was made of, so that what moved since is asked for. */
export type LiveProps = { uid: number; moment: string };

/** Several rings in a row are one. */
const GATHER = 150;
/** What others share with me, and what is told of it; all the rest is my own, or theirs for whom I act here. */
const OF_OTHERS = [["collaborations"], ["threat-models"], ["threats"], ["access"]] as const;
const MEMBERS = [["members"]] as const;
const DRAWINGS = [["threat-models"]] as const;
const JOURNAL = [["journal"]] as const;
const ACTIVITIES = [["activities"]] as const;
const EVERYTHING = [[]] as const;

// Nothing of this comes while there is no line, so its code can wait for it; the bar of being offline cannot.
const LiveTold = later(async () => (await import("./live-told")).LiveTold);
const ToldEnds = later(async () => (await import("./told-ends")).ToldEnds);
type Over = Extract<Heard, { type: "over" }>;

/** Hears what moved, has what is shown read again, and says what concerns whoever looks at it. */
export function LiveParts({ uid, moment }: LiveProps) {
  const t = useTranslations("shell");
  const { ownerUid } = useOf();
  const [isCut, setCut] = useState(false);
  const [how, setHow] = useState<EndOfSignIn | null>(null);
  const [standings, setStandings] = useState<readonly ShownStanding[]>([]);
  const [over, setOver] = useState<readonly Over[]>([]);
  const [line, setLine] = useState(0);
  const read = useGathered();
  const hear = useRef<(heard: Heard) => void>(() => {});
  hear.current = (heard) => {
    switch (heard.type) {
      case "hello":
        stir();
        if (heard.moment !== moment && line === 0) read(EVERYTHING);
        break;
      case "changed":
        stir();
        read(heard.owner === uid || heard.owner === ownerUid ? EVERYTHING : OF_OTHERS);
        break;
      case "activity":
        read(ACTIVITIES);
        if (heard.ended.length > 0)
          void import("./live-told").then(({ tellOf }) => heard.ended.map((id) => tellOf(id, t)));
        break;
      case "people":
        read(MEMBERS);
        break;
      case "drawing":
        stir();
        read(DRAWINGS);
        break;
      case "journal":
        read(JOURNAL);
        break;
      case "resync":
        read(EVERYTHING);
        break;
      case "standing":
        setStandings((before) => [...before.filter(({ owner }) => owner !== heard.standing.owner), heard.standing]);
        break;
      case "over":
        setOver((before) => [...before, heard]);
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
  useEffect(followViews, []);
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
        <LiveTold
          open={how !== null || standings.length > 0}
          how={how}
          onAgain={again}
          standings={standings}
          onDismiss={(standing) => setStandings((all) => all.filter((one) => one !== standing))}
        />
      </div>
      <ToldEnds open={over.length > 0} over={over} />
    </>
  );
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

/** Where another window of this browser begins or ends to see as somebody, this one goes along. */
function followViews(): () => void {
  const views = new BroadcastChannel(VIEWS);
  views.onmessage = ({ data }) => window.location.assign(String(data));
  return () => views.close();
}
