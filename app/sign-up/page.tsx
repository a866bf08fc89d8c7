import { notFound } from "next/navigation";
import { useTranslations } from "next-intl";
import { titled } from "@/app/titled";
import { Plain } from "@/components/shell/plain";
import { SignUpForm } from "@/components/sign-in/account-forms";
import { LanguageChoice } from "@/components/words/language-choice";
import { Words } from "@/components/words/words";
import { config } from "@/lib/config.mjs";
import { isDemo } from "@/lib/demo";

export const generateMetadata = titled("signin", "signUpTitle", { robots: { index: false } });

export default function Page() {
  const t = useTranslations("signin");
  if (config().signup !== "open") notFound();
  return (
    <Plain foot={<LanguageChoice />}>
      <h1 className="text-title font-semibold">{t("makeAccount")}</h1>
      <p className="text-muted">{t("signUpSays")}</p>
      <Words rooms={["signin"]}>
        <SignUpForm demo={isDemo()} />
      </Words>
    </Plain>
  );
}
