import compile from "icu-minify/compile";
import { createElement, type FunctionComponent, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import * as theirs from "use-intl/react";
import { expect, test } from "vitest";
import { formats } from "@/lib/words";
import * as ours from "./intl";

/** Both, without the types that know which texts there are. */
type Half = {
  IntlProvider: FunctionComponent<{
    locale: string;
    messages: object;
    formats: object;
    timeZone: string;
    children: ReactNode;
  }>;
  useLocale(): string;
  useTranslations(room: string): ((key: string, values?: object) => string) & {
    rich(key: string, values: object): ReactNode;
  };
  useFormatter: typeof ours.useFormatter;
};

const texts = {
  plain: "Members",
  many: "{n, plural, =0 {Nobody} one {# member} other {# members}} of {owner}",
  which: "{kind, select, ENV {environment} other {thing}} {n, number}",
  day: "Since {at, date, day}",
  rich: "Ask <link>{name}</link>, <b>now</b> or {n, plural, one {<b>once</b>} other {later}}",
};
const values = { n: 1234, owner: "Olga", kind: "ENV", at: new Date("2026-11-21T23:30:00Z"), name: "Milo" };
const drawn = {
  ...values,
  link: (inside: ReactNode) => createElement("a", { href: "/x" }, inside),
  b: (inside: ReactNode) => createElement("b", null, inside),
};

/** All that a page can say, by this half of next-intl. */
function said(by: unknown, messages: object, locale: string): string {
  const { IntlProvider, useFormatter, useLocale, useTranslations } = by as Half;
  const Page = () => {
    const t = useTranslations("room");
    const format = useFormatter();
    return [
      useLocale(),
      ...(["plain", "many", "which", "day"] as const).map((key) => t(key, values)),
      t.rich("rich", drawn),
      format.number(12345),
      format.dateTime(values.at, "moment"),
      format.dateTime(values.at, { dateStyle: "long", timeStyle: "short" }),
      format.dateTime(values.at, { day: "numeric", month: "long", timeZone: "UTC" }),
      format.list(["a", "b", "c"], { type: "conjunction" }),
      format.list(["a", "b"], { type: "unit" }),
    ].map((one, index) => createElement("p", { key: index }, one));
  };
  return renderToStaticMarkup(
    <IntlProvider locale={locale} messages={{ room: messages }} formats={formats} timeZone="Asia/Tokyo">
      <Page />
    </IntlProvider>,
  );
}

test.each(["en", "de", "ar"])("a page says in %s what use-intl would say", (locale) => {
  const compiled = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, compile(text)]));
  expect(said(ours, compiled, locale)).toBe(said(theirs, texts, locale));
});

test("a text that is not there is told by its name", () => {
  expect(said(ours, {}, "en")).toContain("room.many");
});
