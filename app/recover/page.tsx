import { useTranslations } from "next-intl";
import { titled } from "@/app/titled";
import { Plain } from "@/components/shell/plain";
import { RecoverForm } from "@/components/sign-in/account-forms";
import { LanguageChoice } from "@/components/words/language-choice";
import { Words } from "@/components/words/words";
import { isDemo } from "@/lib/demo";

export const generateMetadata = titled("signin", "recoverTitle", { robots: { index: false } });

export default function Page() {
  const t = useTranslations("signin");
  return (
    <Plain foot={<LanguageChoice />}>
      <h1 className="text-title font-semibold">{t("recoverTitle")}</h1>
      <p className="text-muted">{t("recoverSays")}</p>
      <Words rooms={["signin"]}>
        <RecoverForm demo={isDemo()} />
      </Words>
    </Plain>
  );
}
