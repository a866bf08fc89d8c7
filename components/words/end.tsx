"use client";

import { useFormatter, useTranslations } from "next-intl";
import { CalendarClock, CalendarX } from "@/components/ui/icons";
import { daysLeft, isOver } from "@/lib/domain/ends";

/** Until when something holds, from its moment in ISO 8601; from a week before with how long that still is. */
export function End({ at }: { at: string }) {
  const t = useTranslations("words");
  const format = useFormatter();
  const [moment, now] = [new Date(at), Date.now()];
  const over = isOver(moment.getTime(), now);
  const left = daysLeft(moment.getTime(), now);
  const day = format.dateTime(moment, "day");
  const Icon = over ? CalendarX : CalendarClock;
  const look = over ? "text-deny" : left === null ? "text-muted" : "font-medium text-wait";
  return (
    <time
      dateTime={at}
      title={format.dateTime(moment, "moment")}
      className={`inline-flex items-center gap-1 whitespace-nowrap ${look}`}
      suppressHydrationWarning
    >
      {(over || left !== null) && <Icon size={16} aria-hidden className="flex-none" />}
      {over ? t("endedOn", { day }) : left === null ? t("endsOn", { day }) : t("endsIn", { n: left })}
    </time>
  );
}

/** Is it time to offer that it be extended? */
export const endsSoon = (at: string | null): at is string =>
  at !== null && (isOver(Date.parse(at), Date.now()) || daysLeft(Date.parse(at), Date.now()) !== null);
