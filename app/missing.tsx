import { getTranslations } from "next-intl/server";
import { buttonClass } from "@/components/ui/button";
import { currentActor } from "@/lib/auth";

/** The same words for what is not there and for what is not yours to know about (D4). */
export async function Missing() {
  const t = await getTranslations("shell");
  const actor = await currentActor();
  return (
    <div className="flex max-w-xl flex-col gap-5">
      <h1 className="text-title font-semibold">{t("notFound")}</h1>
      <p className="text-muted">{t("notFoundSays")}</p>
      {actor && (
        <p className="text-muted">
          {actor.viewed
            ? t("notFoundViewed", { name: actor.name })
            : t("notFoundAs", { name: actor.name || actor.email, email: actor.email })}
        </p>
      )}
      <a href="/" className={buttonClass("plain", "self-start")}>
        {t("home")}
      </a>
    </div>
  );
}
