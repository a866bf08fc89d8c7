import { useTranslations } from "next-intl";
import { titled } from "@/app/titled";
import { Plain } from "@/components/shell/plain";
import { ActivateForm } from "@/components/sign-in/account-forms";
import { LanguageChoice } from "@/components/words/language-choice";
import { Words } from "@/components/words/words";

export const generateMetadata = titled("signin", "activateTitle", { robots: { index: false } });

export default function Page() {
  const t = useTranslations("signin");
  return (
    <Plain foot={<LanguageChoice />}>
      <h1 className="text-title font-semibold">{t("activateTitle")}</h1>
      <p className="text-muted">{t("activateSays")}</p>
      <Words rooms={["signin"]}>
        <ActivateForm />
      </Words>
    </Plain>
  );
}
