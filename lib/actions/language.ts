"use server";

import { signedIn } from "../auth";
import { isLanguage, type Language } from "../domain/language";
import { chooseLanguage } from "../language";
import { setPreferences } from "../operations/pages";
import { perform } from "../operations/perform";

/** Speaks this language from the next page on: in this browser, and with whoever is signed in wherever they sign in. */
export async function speak(language: Language): Promise<void> {
  if (!isLanguage(language)) return;
  await chooseLanguage(language);
  const actor = await signedIn();
  if (actor) await perform(setPreferences, actor, { language });
}
