import { useTranslations } from "next-intl";
import { Plain } from "@/components/shell/plain";
import { buttonClass } from "@/components/ui/button";
import { titled } from "./titled";

export const generateMetadata = titled("shell", "notFound");

/** The same words for what is not there and for what is not yours to know about (D4). */
export default function NotFound() {
  const t = useTranslations("shell");
  return (
    <Plain>
      <h1 className="text-title font-semibold">{t("notFound")}</h1>
      <p className="text-muted">{t("notFoundSays")}</p>
      <a href="/" className={buttonClass("plain", "self-start")}>
        {t("home")}
      </a>
    </Plain>
  );
}
