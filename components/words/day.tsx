import { useFormatter } from "next-intl";

/** A moment as the wire has it (`yyyy-MM-dd HH:mm:ss`, UTC), as a day where its reader lives. */
export function Day({ at }: { at: string }) {
  const format = useFormatter();
  if (!at) return null;
  const moment = momentOf(at);
  return (
    // The browser's Intl may be of another year than the server's.
    <time
      dateTime={moment.toISOString()}
      title={format.dateTime(moment, "moment")}
      className="whitespace-nowrap"
      suppressHydrationWarning
    >
      {format.dateTime(moment, "day")}
    </time>
  );
}

/** The same with its time of day. */
export function Moment({ at }: { at: string }) {
  const format = useFormatter();
  if (!at) return null;
  const moment = momentOf(at);
  return (
    <time dateTime={moment.toISOString()} className="whitespace-nowrap" suppressHydrationWarning>
      {format.dateTime(moment, "moment")}
    </time>
  );
}

export const momentOf = (at: string): Date => new Date(`${at.replace(" ", "T")}Z`);
