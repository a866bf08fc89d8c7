import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { titled } from "@/app/titled";
import { Mark } from "@/components/shell/mark";
import { Cast } from "@/components/sign-in/cast";
import { Providers } from "@/components/sign-in/providers";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { LanguageChoice } from "@/components/words/language-choice";
import { Words } from "@/components/words/words";
import { cast } from "@/db/cast";
import { currentActor, isOurs } from "@/lib/auth";
import { config } from "@/lib/config.mjs";
import { typedBefore } from "@/lib/cookies";
import { isDemo } from "@/lib/demo";

export const generateMetadata = titled("signin", "signIn");

export default async function Page({ searchParams }: PageProps<"/sign-in">) {
  const { next, error, step } = await searchParams;
  const way = typeof next === "string" && next.startsWith("/") && isOurs(next, config().url) ? next : "";
  if (await currentActor()) redirect(way || "/");
  const t = await getTranslations("signin");
  return (
    <Words rooms={["signin"]}>
      <main className="mx-auto grid min-h-dvh w-full max-w-[920px] content-start gap-x-16 gap-y-12 px-5 py-12 md:grid-cols-2 md:content-center">
        <div>
          <p className="mb-8 flex items-center gap-2 font-semibold">
            <Mark /> Confer
          </p>
          <h1 className="mb-5 text-title font-semibold">{t("signIn")}</h1>
          <SignInForm
            next={way}
            error={typeof error === "string" ? error : ""}
            code={step === "code"}
            email={error || step ? typedBefore(await cookies()) : ""}
            signUp={config().signup === "open"}
          />
          <Providers providers={config().providers.map(({ id, name }) => ({ id, name }))} next={way || "/"} />
          <div className="mt-6">
            <LanguageChoice />
          </div>
        </div>
        <div className="flex flex-col gap-6 md:border-s md:border-line md:ps-16">
          <p className="text-why text-muted">{t("about")}</p>
          {isDemo() && <Cast next={way} people={cast.map(({ key, name }) => ({ key, name }))} />}
        </div>
      </main>
    </Words>
  );
}
