"use client";

import { useLocale, useTranslations } from "next-intl";
import { useTransition } from "react";
import { speak } from "@/lib/actions/language";
import { type Language, languageNames, tags } from "@/lib/domain/language";

/** Each language in its own words. The page is loaded anew in the one chosen; what stands behind its `#` stays. */
export function LanguageChoice() {
  const t = useTranslations("words");
  const here = useLocale();
  const [pending, start] = useTransition();
  const choose = (language: Language) =>
    start(async () => {
      await speak(language);
      window.location.reload();
    });
  return (
    <section aria-label={t("language")} className="flex flex-wrap gap-x-4 text-table" aria-busy={pending}>
      {(Object.keys(languageNames) as (keyof typeof languageNames)[]).map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={tags[language] === here}
          onClick={() => choose(language)}
          className="min-h-8 text-muted hover:text-ink aria-pressed:font-medium aria-pressed:text-ink max-sm:min-h-11"
        >
          {languageNames[language]}
        </button>
      ))}
    </section>
  );
}
