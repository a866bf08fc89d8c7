import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { titled } from "@/app/titled";
import { Plain } from "@/components/shell/plain";
import { Button } from "@/components/ui/button";
import { LanguageChoice } from "@/components/words/language-choice";
import { currentActor } from "@/lib/auth";
import { type Authorization, readAuthorization } from "@/lib/rest/tmi/authorization";
import { Declined } from "@/lib/rest/tmi/declined";

export const generateMetadata = titled("signin", "authorizeTitle", { robots: { index: false } });

/** Where a program's sign-in comes by: its person agrees, or not. A plain form, so that it needs no scripts. */
export default async function Page({ searchParams }: PageProps<"/authorize">) {
  const query = new URLSearchParams(
    Object.entries(await searchParams).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one])),
  );
  const wanted = judged(query);
  const actor = await currentActor();
  if (wanted && !actor) redirect(`/sign-in?${new URLSearchParams({ next: `/authorize?${query}` })}`);
  const t = await getTranslations("signin");
  if (!wanted || !actor) {
    return (
      <Plain foot={<LanguageChoice />}>
        <h1 className="text-title font-semibold">{t("authorizeTitle")}</h1>
        <p className="text-muted">{t("authorizeBroken")}</p>
      </Plain>
    );
  }
  return (
    <Plain foot={<LanguageChoice />}>
      <h1 className="text-title font-semibold">{t("authorizeTitle")}</h1>
      <p>{t("authorizeAsks", { client: new URL(wanted.callback).host })}</p>
      <p className="text-muted">{t("authorizeMeans", { name: actor.name, email: actor.email })}</p>
      <form method="post" action="/api/authorize" className="flex gap-2">
        <input type="hidden" name="query" value={query.toString()} />
        <Button type="submit" look="primary" name="answer" value="allow">
          {t("authorizeAllow")}
        </Button>
        <Button type="submit" name="answer" value="deny">
          {t("authorizeDeny")}
        </Button>
      </form>
    </Plain>
  );
}

function judged(query: URLSearchParams): Authorization | null {
  try {
    return readAuthorization(new Map(query));
  } catch (error) {
    if (error instanceof Declined) return null;
    throw error;
  }
}
