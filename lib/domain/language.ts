/** The languages the pages and letters speak. `xx` is for tests: English made longer, accented and mirrored. */
export const LANGUAGES = ["en", "de", "ar", "xx"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each in its own words, for whoever chooses; the one for tests is not offered. */
export const languageNames = { en: "English", de: "Deutsch", ar: "العربية" } as const;

/** What `Intl` is asked for, with the digits pinned, so that every browser and the server write the same. */
export const tags = { en: "en-GB", de: "de-DE", ar: "ar-u-nu-arab", xx: "en-XA" } as const satisfies Record<
  Language,
  string
>;

export const isLanguage = (text: unknown): text is Language => LANGUAGES.includes(text as Language);

export const directionOf = (language: Language): "ltr" | "rtl" =>
  language === "ar" || language === "xx" ? "rtl" : "ltr";

/** The one of ours a reader likes best, by their `Accept-Language`; English where they know none of them. */
export function preferred(acceptLanguage: string): Language {
  const wishes = acceptLanguage
    .slice(0, 1_000)
    .split(",")
    .map((wish) => {
      const [tag = "", ...more] = wish.trim().split(";");
      const weight = Number(/^\s*q=([\d.]+)$/.exec(more.join(";"))?.[1] ?? 1);
      return { language: tag.toLowerCase().split("-")[0], weight };
    })
    .filter(({ language, weight }) => weight > 0 && language !== "xx" && isLanguage(language))
    .sort((a, b) => b.weight - a.weight);
  return (wishes[0]?.language as Language | undefined) ?? "en";
}

/** What letters to somebody are written in: the language kept with them, where it is one of ours and not for tests. */
export const letterLanguage = (kept: string): Language => (isLanguage(kept) && kept !== "xx" ? kept : "en");
