"use client";

import format, { type CompiledMessage, type FormatOptions } from "icu-minify/format";
import { createContext, createElement, Fragment, type ReactNode, useContext, useMemo } from "react";

/**
 * What client components read their words with: it stands in for `use-intl` behind `next-intl` (next.config.mjs). The texts come
 * compiled and checked by the types, so that nothing is left of it but to look them up and to fill them in; as a package it would
 * be 3 kB of every page.
 */
type Words = {
  locale: string;
  messages: Record<string, Record<string, CompiledMessage>>;
  formats: { dateTime?: Record<string, Intl.DateTimeFormatOptions> };
  timeZone: string;
};
type Values = Parameters<typeof format<ReactNode>>[2];

const Context = createContext<Words | null>(null);

function useWords(): Words {
  const words = useContext(Context);
  if (!words) throw new Error("There are no words above.");
  return words;
}

/** What is not given is as it is above. */
export function IntlProvider({ children, ...given }: Partial<Words> & { children: ReactNode }) {
  const outer = useContext(Context);
  const { locale = outer?.locale, messages = outer?.messages, formats = outer?.formats } = given;
  const timeZone = given.timeZone ?? outer?.timeZone;
  const words = useMemo(
    () => ({ locale, messages, formats, timeZone }) as Words,
    [locale, messages, formats, timeZone],
  );
  return <Context value={words}>{children}</Context>;
}

/** By whose clock times are shown (IANA). */
export const useTimeZone = (): string => useWords().timeZone;
export const useLocale = (): string => useWords().locale;
export const useMessages = (): Words["messages"] => useWords().messages;

/** The texts of one room: `t(key, values)`, or `t.rich` where values draw something. */
export function useTranslations(room: string) {
  const words = useWords();
  return useMemo(() => {
    const { locale, messages, ...how } = words;
    const fill = (key: string, values?: Values) => {
      const text = messages[room]?.[key];
      return text === undefined ? `${room}.${key}` : format<ReactNode>(text, locale, values, { ...how, formatters });
    };
    // Spread, so that what is drawn in a sentence needs no keys.
    const rich = (key: string, values?: Values) => createElement(Fragment, null, ...[fill(key, values)].flat());
    return Object.assign(fill, { rich });
  }, [words, room]);
}

/** Days, numbers and enumerations. */
export function useFormatter() {
  const { locale, formats, timeZone } = useWords();
  return useMemo(
    () => ({
      dateTime(date: Date, how: string | Intl.DateTimeFormatOptions): string {
        const format = typeof how === "string" ? formats.dateTime?.[how] : how;
        return formatters.getDateTimeFormat(locale, { timeZone, ...format }).format(date);
      },
      number: (value: number) => formatters.getNumberFormat(locale).format(value),
      list: (items: Iterable<string>, how: Intl.ListFormatOptions) => getListFormat(locale, how).format(items),
    }),
    [locale, formats, timeZone],
  );
}

/** Makes each formatter once: making one takes longer than many uses of it. */
function once<A extends unknown[], T>(make: (...how: A) => T): (...how: A) => T {
  const made = new Map<string, T>();
  return (...how) => {
    const key = JSON.stringify(how);
    const known = made.get(key) ?? make(...how);
    made.set(key, known);
    return known;
  };
}

const formatters: FormatOptions["formatters"] = {
  getDateTimeFormat: once((...how) => new Intl.DateTimeFormat(...how)),
  getNumberFormat: once((...how) => new Intl.NumberFormat(...how)),
  getPluralRules: once((...how) => new Intl.PluralRules(...how)),
};
const getListFormat = once((locale: string, how: Intl.ListFormatOptions) => new Intl.ListFormat(locale, how));
