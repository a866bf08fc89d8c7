import { useTranslations } from "next-intl";
import { Link } from "../ui/link";

/** Leads to the demo's outbox. */
export function InOutbox() {
  const t = useTranslations("signin");
  return (
    <p>
      {t.rich("inOutbox", {
        link: (inside) => (
          <Link href="/outbox" className="text-accent underline underline-offset-2">
            {inside}
          </Link>
        ),
      })}
    </p>
  );
}
