import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { isLanguage, type Language, preferred } from "./domain/language";

const LANGUAGE = "confer-language";
/** Set by the browser, which alone knows it. */
const ZONE = "confer-zone";
const YEAR = 365 * 86_400;

/** The language chosen in this browser, or null. */
export async function chosenLanguage(): Promise<Language | null> {
  const chosen = (await cookies()).get(LANGUAGE)?.value;
  return isLanguage(chosen) ? chosen : null;
}

/** The language of whoever asks: the one they chose, else the one their browser wishes. */
export const currentLanguage = cache(
  async (): Promise<Language> => (await chosenLanguage()) ?? preferred((await headers()).get("accept-language") ?? ""),
);

/** For this browser, from the next page on; only where cookies can be set, as in a server action. */
export async function chooseLanguage(language: Language): Promise<void> {
  (await cookies()).set(LANGUAGE, language, { path: "/", sameSite: "lax", maxAge: YEAR });
}

/** The reader's time zone as their browser says it (IANA), else UTC. */
export const currentZone = cache(async (): Promise<string> => {
  const said = (await cookies()).get(ZONE)?.value ?? "UTC";
  try {
    return new Intl.DateTimeFormat("en", { timeZone: decodeURIComponent(said) }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
});
