"use client";

import { useTranslations } from "next-intl";
import { activitiesKey, isOver, readActivities } from "@/components/long-work";
import { ActivityState, kinds, Progress } from "@/components/long-work-progress";
import { useRead } from "@/components/reading";
import { useAddress } from "@/components/ui/address";
import { later } from "@/components/ui/later";
import { Empty, PageHead } from "@/components/ui/page";
import { Shown } from "@/components/ui/states";
import { useAlive } from "@/components/use-alive";
import { Day } from "@/components/words/day";

const ActivityPanel = later(async () => (await import("./activity-panel")).ActivityPanel);

/** Long work of mine: what runs, what is done, and what was cut off. */
export function ActivityList() {
  const t = useTranslations("activity");
  const address = useAddress();
  const query = useRead(activitiesKey, readActivities);
  useAlive(query.data?.some((one) => !isOver(one)) ?? false, activitiesKey);
  const list = query.data ?? [];
  const chosen = address.get("activity");
  return (
    <>
      <PageHead title={t("title")} says={t("says")} />
      <Shown
        of={query}
        what={t("what")}
        isEmpty={list.length === 0}
        empty={<Empty title={t("emptyTitle")}>{t("emptySays")}</Empty>}
        rows={3}
      >
        <ul aria-label={t("title")} className="divide-y divide-line border-y border-line">
          {list.map((one) => (
            <li key={one.id}>
              <a
                href={address.href({ activity: one.id })}
                className="flex flex-col gap-2 py-3 hover:bg-sunken"
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
                  event.preventDefault();
                  address.open("activity", String(one.id));
                }}
              >
                <span className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 text-table">
                  <span className="font-medium">{t(kinds[one.kind], { n: one.total })}</span>
                  <span className="flex flex-wrap items-center gap-x-4 text-muted">
                    <ActivityState activity={one} />
                    <Day at={one.startedAt} />
                  </span>
                </span>
                <Progress activity={one} />
              </a>
            </li>
          ))}
        </ul>
      </Shown>
      <ActivityPanel
        open={chosen !== null && /^\d{1,15}$/.test(chosen)}
        id={Number(chosen)}
        onClose={() => address.close("activity")}
      />
    </>
  );
}
