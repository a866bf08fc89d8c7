"use client";

import { useTranslations } from "next-intl";
import { Check } from "@/components/ui/field";
import { useMe } from "@/components/ui/me";
import { Segments } from "@/components/ui/segments";
import { LanguageChoice } from "@/components/words/language-choice";

/** Theme, palette, language and single-key shortcuts: kept at once, and with the person wherever they sign in. */
export function Look() {
  const t = useTranslations("account");
  const me = useMe();
  return (
    <div className="flex flex-col items-start gap-5">
      <Segments
        visible
        label={t("theme")}
        value={me.theme}
        choices={[
          { value: "system", word: t("themeSystem") },
          { value: "light", word: t("themeLight") },
          { value: "dark", word: t("themeDark") },
        ]}
        onChoose={(theme) => me.keep({ theme })}
      />
      <div>
        <Segments
          visible
          label={t("palette")}
          value={me.palette}
          choices={[
            { value: "usual", word: t("paletteUsual") },
            { value: "colourblind", word: t("paletteColourblind") },
          ]}
          onChoose={(palette) => me.keep({ palette })}
        />
        <p className="mt-1 text-label text-muted">{t("paletteHint")}</p>
      </div>
      <div>
        <p className="mb-1 text-label font-medium">{t("language")}</p>
        <LanguageChoice />
        <p className="mt-1 text-label text-muted">{t("languageHint")}</p>
      </div>
      <div>
        <Check checked={me.shortcuts} onChange={(event) => me.keep({ shortcuts: event.target.checked })}>
          {t("shortcuts")}
        </Check>
        <p className="ps-6 text-label text-muted">{t("shortcutsHint")}</p>
      </div>
    </div>
  );
}
