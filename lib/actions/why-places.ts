import type { Language } from "../domain/language";
import { wordsIn } from "../words";

/** What a thing is called in a sentence. */
export function placeIn(
  language: Language,
  { type, resourceId, name }: { type: string; resourceId: string; name: string },
): string {
  const t = wordsIn(language, "words");
  if (type === "ACCOUNT") return t("wholeAccountInside");
  if (resourceId === "*") return t(type === "ENV" ? "allEnvironmentsInside" : "allGroupsInside");
  return name || resourceId;
}
