import { getTranslations } from "next-intl/server";
import { titled } from "@/app/titled";
import { OpenInvitation } from "@/components/invitations/open-invitation";
import { PasteLink } from "@/components/invitations/paste-link";
import { Plain } from "@/components/shell/plain";
import { Problem } from "@/components/ui/field";
import { LanguageChoice } from "@/components/words/language-choice";
import { Words } from "@/components/words/words";
import { resultOf } from "@/lib/actions/answer";
import { readInvitation } from "@/lib/actions/pages";
import { inGeneral } from "@/lib/actions/words";
import { isDemo } from "@/lib/demo";
import { currentLanguage } from "@/lib/language";
import { secretAtHand } from "@/lib/open-letter";

export const generateMetadata = titled("invitations", "title", { robots: { index: false } });

/** Where an invitation's letter leads. Without the page's scripts its link is pasted, and stays at hand while it is answered. */
export default async function Page({ searchParams }: PageProps<"/invitation">) {
  const secret = await secretAtHand();
  const given = secret ? { secret, ...(await resultOf(readInvitation({ secret }))) } : null;
  const refused = inGeneral((await searchParams).refused, await currentLanguage());
  const t = await getTranslations("invitations");
  return (
    <Plain foot={<LanguageChoice />}>
      {refused && <Problem>{refused}</Problem>}
      <Words rooms={["invitations", "signin"]}>
        <OpenInvitation given={given} demo={isDemo()} />
      </Words>
      {!given && (
        <noscript>
          <PasteLink label={t("link")} hint={t("linkHint")} act={t("openLink")} />
        </noscript>
      )}
    </Plain>
  );
}
