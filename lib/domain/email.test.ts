import addressparser from "nodemailer/lib/addressparser";
import { describe, expect, it } from "vitest";
import { type Email, parseEmail } from "./email";
import { Refusal } from "./refusal";

const parsed = (text: string): Email | null => {
  try {
    return parseEmail(text);
  } catch (error) {
    if (error instanceof Refusal && error.code === "invalid") return null;
    throw error;
  }
};

const AT = ["\uff20", "\ufe6b"]; // full-width and small commercial at
const INVISIBLE = [
  "\u200b",
  "\u200d",
  "\u2060",
  "\ufeff",
  "\u00ad",
  "\u202e",
  "\u2066",
  "\u0000",
  "\t",
  "\r\n",
  "\u0085",
  "\u2028",
];
const SEPARATORS = [
  ",",
  ";",
  ":",
  "<",
  ">",
  '"',
  "(",
  ")",
  "[",
  "]",
  "\\",
  " ",
  "\uff0c",
  "\uff1b",
  "\uff1c",
  "\uff1e",
  "\ufe50",
  "\u037e",
];

/** One address with something hostile at each place of it. */
function* hostile(): Generator<string> {
  const bases = [
    "olga@example.org",
    "o.l-g_a+tag@mail.example.co",
    "OLGA@EXAMPLE.ORG",
    "ølga@exämple.org",
    "x@y.de",
    "olga.owner@sub.domain.example",
  ];
  const bad = [
    ...AT,
    ...INVISIBLE,
    ...SEPARATORS,
    "@",
    "@evil.org,",
    "@evil.org ",
    ">,<eve@evil.org",
    "\nBcc: eve@evil.org",
    "%0a",
    "\ud800",
  ];
  for (const base of bases) {
    for (let at = 0; at <= base.length; at++) for (const sign of bad) yield base.slice(0, at) + sign + base.slice(at);
    for (const one of bad) for (const two of bad) yield `${one}${base}${two}`;
  }
}

describe("an e-mail address (S-22)", () => {
  it("among 10,000 hostile ones none is read as anything but one plain mailbox", () => {
    const texts = [...new Set(hostile())];
    expect(texts.length).toBeGreaterThan(10_000);
    let accepted = 0;
    for (const text of texts) {
      const email = parsed(text);
      if (!email) continue;
      accepted += 1;
      for (const form of [email.canonical, email.shown]) {
        expect(form.split("@"), JSON.stringify(text)).toHaveLength(2);
        expect(form).toMatch(/^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+$/u);
        // What the mail library makes of it is this one address and no other.
        expect(addressparser(form)).toEqual([{ address: form, name: "" }]);
      }
      expect(parseEmail(email.canonical).canonical).toBe(email.canonical);
      expect(parseEmail(email.shown).canonical).toBe(email.canonical);
    }
    // Some survive, with a harmless sign or white space around them; the test would be idle if none or most did.
    expect(accepted).toBeGreaterThan(50);
    expect(accepted).toBeLessThan(texts.length / 4);
  });

  it("is the same in any case, and keeps its capitals only to be shown", () => {
    expect(parseEmail("  Olga.Owner@Example.ORG ")).toEqual({
      canonical: "olga.owner@example.org",
      shown: "Olga.Owner@example.org",
    });
  });

  it("with a plus tag is another address", () => {
    expect(parseEmail("olga+work@example.org").canonical).toBe("olga+work@example.org");
  });

  it("with a full-width or small @ is none, and does not become one by normalising", () => {
    for (const at of AT) {
      expect(parsed(`olga${at}example.org`)).toBeNull();
      expect(parsed(`olga${at}evil.org@example.org`)).toBeNull();
      expect(parsed(`olga@evil.org${at}example.org`)).toBeNull();
    }
  });

  it("whose mailbox looks like another after normalising is refused: its letters would reach somebody else", () => {
    for (const local of ["\uff4flga", "o\ufb02ga", "olga\u2460", "\u017fven"]) {
      expect(parsed(`${local}@example.org`), local).toBeNull();
    }
  });

  it("with a Kelvin sign has a plain K, in letters as in comparing", () => {
    expect(parseEmail("\u212alaus@example.org")).toEqual({
      canonical: "klaus@example.org",
      shown: "Klaus@example.org",
    });
  });

  it("in letters that only look alike is another address, never the same", () => {
    const latin = parseEmail("olga@example.org").canonical;
    for (const text of ["\u043elga@example.org", "olga@ex\u0430mple.org", "olg\u0251@example.org"]) {
      expect(parsed(text)?.canonical, text).not.toBe(latin);
    }
    expect(parseEmail("olga@ex\u0430mple.org").shown).toMatch(/@xn--/);
  });

  it("has its domain in ASCII, however it was written", () => {
    const one = parseEmail("olga@münchen.example").canonical;
    expect(one).toBe("olga@xn--mnchen-3ya.example");
    for (const text of [
      "olga@MÜNCHEN.example",
      "olga@mu\u0308nchen.example",
      "olga@xn--mnchen-3ya.example",
      "olga@\uff4dünchen.example",
    ]) {
      expect(parseEmail(text).canonical, text).toBe(one);
    }
  });

  it("is not at an address in numbers, a single name, or nowhere", () => {
    for (const text of [
      "olga@127.0.0.1",
      "olga@2130706433",
      "olga@0x7f000001",
      "olga@0x7f.1",
      "olga@[::1]",
      "olga@localhost",
      "olga@",
      "@example.org",
      "olga",
      "",
    ]) {
      expect(parsed(text), text).toBeNull();
    }
  });

  it("is not longer than 320 characters, 64 of them before the @", () => {
    expect(parsed(`${"o".repeat(64)}@example.org`)).not.toBeNull();
    expect(parsed(`${"o".repeat(65)}@example.org`)).toBeNull();
    expect(parsed(`olga@${"a.".repeat(200)}example.org`)).toBeNull();
  });

  it("of any length is judged in no time", () => {
    const began = performance.now();
    for (const text of [
      "a.".repeat(50_000),
      `${"a".repeat(300)}@${"a-".repeat(5_000)}`,
      `${".a".repeat(30)}!@x`,
      "@".repeat(100_000),
    ])
      parsed(text);
    expect(performance.now() - began).toBeLessThan(100);
  });
});
