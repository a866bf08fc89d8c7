import type { Metadata } from "next";
import { currentLanguage } from "@/lib/language";
import { type Messages, type Room, wordsIn } from "@/lib/words";

/** The name of a page, in its reader's language: `export const generateMetadata = titled("shell", "members")`. */
export const titled =
  <R extends Room>(room: R, key: keyof Messages[R] & string, more: Metadata = {}) =>
  async (): Promise<Metadata> => ({ ...more, title: wordsIn(await currentLanguage(), room)(key) });
