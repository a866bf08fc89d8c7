import type { Db } from "../../db/client";
import { environmentNamesOf } from "../../db/roster";
import type { Language } from "../domain/language";
import { CATEGORY, type Resource } from "../domain/resource";
import { inert } from "../mail";
import { wordsIn } from "../words";

/** What these things are called in letters, in the language of whoever reads them. */
export async function thingNames(
  at: { db: Db; owner: number },
  things: readonly Resource[],
): Promise<(thing: Resource, language: Language) => string> {
  const appids = things.flatMap(({ type, id }) => (type === "ENV" && id !== CATEGORY ? id : []));
  const names = await environmentNamesOf(at.db, at.owner, [...new Set(appids)]);
  return ({ type, id }, language) => {
    const t = wordsIn(language, "words");
    if (type === "ACCOUNT") return t("wholeAccount");
    if (id === CATEGORY) return t(type === "ENV" ? "allEnvironments" : "allGroups");
    return inert(names.get(id) ?? id);
  };
}
