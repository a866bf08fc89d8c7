"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { activitiesKey, activityKey, isOver, readActivity } from "@/components/long-work";
import { ActivityState, kinds, Progress } from "@/components/long-work-progress";
import { Steps } from "@/components/long-work-steps";
import { useRead } from "@/components/reading";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/field";
import { useTell } from "@/components/ui/toast";
import { useAct } from "@/components/use-act";
import { useAlive } from "@/components/use-alive";
import { Day } from "@/components/words/day";
import { cancelActivity } from "@/lib/actions/pages";

/** Long work that was just begun, where it was begun. */
export function ActivityBegun({ id, onClose, children }: { id: number; onClose(): void; children?: ReactNode }) {
  const t = useTranslations("activity");
  return (
    <div className="flex flex-col gap-4">
      <ActivityShown id={id} />
      <p className="text-table text-muted">{t("mayLeave")}</p>
      <div className="flex gap-2">
        <Button look="primary" onClick={onClose}>
          {t("done")}
        </Button>
        {children}
      </div>
    </div>
  );
}

/** One long work: how far it is, what became of each address, and how to stop it. */
export function ActivityShown({ id }: { id: number }) {
  const t = useTranslations("activity");
  const ui = useTranslations("ui");
  const tell = useTell();
  const { data, error } = useRead(activityKey(id), () => readActivity(id));
  const activity = data?.activity;
  const goesOn = activity !== undefined && !isOver(activity);
  useAlive(goesOn, activityKey(id));
  const was = useRef(goesOn);
  useEffect(() => {
    // Done while somebody looks on: said once.
    if (was.current && !goesOn && activity) {
      announce(ui("verdicts", { done: activity.done - activity.refused, refused: activity.refused }));
    }
    was.current = goesOn;
  }, [goesOn, activity, ui]);
  const cancel = useAct(cancelActivity, {
    stale: [activitiesKey],
    done: () => tell(t("cancelled"), t("cancelledSays")),
  });
  if (error) return <Problem>{t("failed")}</Problem>;
  if (!data || !activity) return <p className="text-table text-muted">{t("comes")}</p>;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-table">
        <span className="font-medium">{t(kinds[activity.kind], { n: activity.total })}</span>
        <ActivityState activity={activity} />
        <span className="text-muted">
          <Day at={activity.startedAt} />
        </span>
      </div>
      <Progress activity={activity} />
      {activity.pausedUntil && (
        <p className="text-table text-muted">
          {t.rich("pausedUntil", { day: () => <Day at={activity.pausedUntil!} /> })}
        </p>
      )}
      {goesOn && (
        <div>
          <Button pending={cancel.pending} onClick={() => cancel.run({ id })}>
            {t("cancel")}
          </Button>
        </div>
      )}
      {cancel.no && <Problem>{cancel.no.message}</Problem>}
      <Steps steps={data.steps} over={!goesOn} />
    </div>
  );
}
