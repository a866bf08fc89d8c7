import type { tags } from "../domain/language";
import type { formats } from "../words";
import type en from "./en";

// The English texts say which keys there are; a key that is not there is a type error.
declare module "next-intl" {
  interface AppConfig {
    Locale: (typeof tags)[keyof typeof tags];
    Messages: typeof en;
    Formats: typeof formats;
  }
}
