import { useFormatter, useTranslations } from "next-intl";

const DAY = 86_400_000;
/** How long uses are counted. */
const COUNTED_DAYS = 90;

/** When something was used last, from its day (`yyyy-MM-dd`, UTC); `since`: from when on it could have been. */
export function Used({ on, since }: { on: string | null; since: string }) {
  const t = useTranslations("members");
  const format = useFormatter();
  if (on === null) {
    const isOld = Date.now() - Date.parse(`${since.replace(" ", "T")}Z`) > COUNTED_DAYS * DAY;
    return <span suppressHydrationWarning>{isOld ? t("notUsedLately", { n: COUNTED_DAYS }) : t("neverUsed")}</span>;
  }
  const day = new Date(`${on}T00:00:00Z`);
  const n = Math.max(0, Math.floor((Date.now() - day.getTime()) / DAY));
  return (
    <time
      dateTime={on}
      title={format.dateTime(day, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })}
      suppressHydrationWarning
    >
      {t("usedAgo", { n })}
    </time>
  );
}
