import "server-only";
import { getRequestConfig } from "next-intl/server";
import { tags } from "./domain/language";
import { currentLanguage, currentZone } from "./language";
import { formats, messagesIn } from "./words";

/** What next-intl asks once a request: it stands in next.config.mjs under `next-intl/config`. */
export default getRequestConfig(async () => {
  const language = await currentLanguage();
  return {
    locale: tags[language],
    // They are compiled; the type is that of their sources, so that keys are checked.
    messages: messagesIn(language) as never,
    formats,
    timeZone: await currentZone(),
  };
});
