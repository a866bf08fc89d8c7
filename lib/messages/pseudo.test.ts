import compile from "icu-minify/compile";
import format from "icu-minify/format";
import { expect, test } from "vitest";
import { pseudo } from "./pseudo";

const formatters = {
  getDateTimeFormat: (...how: ConstructorParameters<typeof Intl.DateTimeFormat>) => new Intl.DateTimeFormat(...how),
  getNumberFormat: (...how: ConstructorParameters<typeof Intl.NumberFormat>) => new Intl.NumberFormat(...how),
  getPluralRules: (...how: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...how),
};
const said = (text: string, values: Parameters<typeof format>[2] = {}) =>
  format(pseudo(compile(text)), "en-XA", values, { formatters });

test("a text gets longer and loses every plain vowel", () => {
  const text = "Suspended members keep their place in the list.";
  expect(said(text)).not.toMatch(/[aeiou]/i);
  expect(String(said(text)).length).toBeGreaterThan(text.length * 1.25);
});

test("arguments, plurals, choices and tags still work", () => {
  expect(said("{name} left", { name: "Milo" })).toBe("Milo lèéft");
  const members = "{n, plural, one {# member} other {# members}}";
  expect(said(members, { n: 1 })).toBe("1 mèémbèér");
  expect(said(members, { n: 1200 })).toBe("1,200 mèémbèérš");
  expect(said("{kind, select, ENV {one} other {{n, plural, other {#}} all}}", { kind: "X", n: 3 })).toBe("3 àáll");
  expect(said("on <b>one</b> day", { b: (inside) => `[${inside}]` })).toBe("òóñ [òóñèé] dàáýý");
});
