import compile from "icu-minify/compile";
import format, { type CompiledMessage, type FormatOptions } from "icu-minify/format";
import { type Language, tags } from "./domain/language";
import ar from "./messages/ar";
import de from "./messages/de";
import en from "./messages/en";
import { pseudo } from "./messages/pseudo";

/**
 * What is said to people, in their language. The texts (`lib/messages/<language>/<room>.json`, ICU) are parsed here, once for
 * each language and only on the server, so that the browser gets no parser; pages read them through next-intl, letters and
 * refusals through `wordsIn`.
 */
export type Messages = typeof en;
export type Room = keyof Messages;
type Compiled = Record<Room, Record<string, CompiledMessage>>;

/** By the names that messages and pages use: `{at, date, day}`. */
export const formats = {
  dateTime: {
    day: { day: "numeric", month: "short", year: "numeric" },
    time: { hour: "2-digit", minute: "2-digit" },
    moment: { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
  },
} as const satisfies { dateTime: Record<string, Intl.DateTimeFormatOptions> };

const sources: Record<Language, Record<Room, Record<string, string>>> = { en, de, ar, xx: en };
const compiled = new Map<Language, Compiled>();

/** Every room's texts in this language, as `icu-minify` compiles them. */
export function messagesIn(language: Language): Compiled {
  const known = compiled.get(language);
  if (known) return known;
  const finish = language === "xx" ? pseudo : (message: CompiledMessage) => message;
  const rooms = Object.entries(sources[language]).map(([room, texts]) => [
    room,
    Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, finish(plain(compile(text)))])),
  ]);
  const made: Compiled = Object.fromEntries(rooms);
  compiled.set(language, made);
  return made;
}

/** Its objects are made without a prototype, and React hands no such thing to the browser. */
const plain = (message: CompiledMessage): CompiledMessage => JSON.parse(JSON.stringify(message));

export type Values = Record<string, string | number | Date>;

/** The texts of one room, for what is said outside of a page. `timeZone` is an IANA name. */
export function wordsIn<R extends Room>(language: Language, room: R, timeZone = "UTC") {
  const texts = messagesIn(language)[room];
  return (key: keyof Messages[R] & string, values: Values = {}): string =>
    format(texts[key] ?? "", tags[language], values, { formatters, formats, timeZone }) as string;
}

const formatters: FormatOptions["formatters"] = {
  getDateTimeFormat: (...how) => new Intl.DateTimeFormat(...how),
  getNumberFormat: (...how) => new Intl.NumberFormat(...how),
  getPluralRules: (...how) => new Intl.PluralRules(...how),
};
