import { useTranslations } from "next-intl";
import { titled } from "@/app/titled";
import { OpenInvitation } from "@/components/invitations/open-invitation";
import { Plain } from "@/components/shell/plain";
import { LanguageChoice } from "@/components/words/language-choice";
import { Words } from "@/components/words/words";

export const generateMetadata = titled("invitations", "title", { robots: { index: false } });

/** Where an invitation's letter leads. */
export default function Page() {
  const t = useTranslations("invitations");
  return (
    <Plain foot={<LanguageChoice />}>
      <Words rooms={["invitations"]}>
        <OpenInvitation />
      </Words>
      <noscript>
        <p>{t("needsScripts")}</p>
      </noscript>
    </Plain>
  );
}
