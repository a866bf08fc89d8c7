import { useTranslations } from "next-intl";

/** Of more, the first say enough. */
export const MOST_WEIGHED = 100;

/** Says so, where there are more. */
export function WeighedFirst({ of }: { of: number }) {
  const t = useTranslations("members");
  if (of <= MOST_WEIGHED) return null;
  return <p className="text-label text-muted">{t("weighedFirst", { n: MOST_WEIGHED })}</p>;
}
