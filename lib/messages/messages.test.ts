import fs from "node:fs";
import path from "node:path";
import compile from "icu-minify/compile";
import { describe, expect, test } from "vitest";
import ar from "./ar";
import de from "./de";
import en from "./en";

type Texts = Record<string, Record<string, string>>;
const translated = { de, ar } as Record<"de" | "ar", Texts>;
const source = en as Texts;
const rooms = Object.keys(source);
const all = (texts: Texts): [name: string, text: string][] =>
  Object.entries(texts).flatMap(([room, inside]) =>
    Object.entries(inside).map(([key, text]): [string, string] => [`${room}.${key}`, text]),
  );

/** Words that are the same in German. */
const SAME = { de: /^(Tokens?|Code|Teams?|Confer|Name|Status|E-Mail|Demo|Administrator)$/, ar: /^Confer$/ };

type Inside = { bare: Set<string>; counted: Set<string>; tags: Set<string>; plurals: Set<string>[] };

/** What stands in a compiled text: `[name]`, `[name, kind, options]`, `[tag, ...children]`; strings are text. */
function inside(text: string): Inside {
  const found: Inside = { bare: new Set(), counted: new Set(), tags: new Set(), plurals: [] };
  const look = (node: unknown): void => {
    if (!Array.isArray(node)) return;
    const [name, kind, options] = node as [string, unknown, unknown];
    if (kind === undefined) found.bare.add(name);
    else if (typeof kind === "number" && kind > 0) {
      (kind === 1 ? found.bare : found.counted).add(name);
      if (kind === 2) found.plurals.push(new Set(Object.keys(options as object)));
      if (kind < 4) for (const branch of Object.values(options as object)) each(branch);
    } else {
      found.tags.add(name);
      node.slice(1).forEach(look);
    }
  };
  const each = (message: unknown) => void (Array.isArray(message) && message.forEach(look));
  each(compile(text));
  return found;
}

const withoutArguments = (text: string): string => text.replace(/<\/?\w+>/g, "").replace(/\{\w+(, number)?\}/g, "");
const hasLetters = (text: string): boolean => /\p{L}/u.test(withoutArguments(text));

describe.each(["de", "ar"] as const)("%s", (language) => {
  const texts = translated[language];

  test("has the same rooms and the same texts as English, no more and no fewer", () => {
    expect(Object.keys(texts).sort()).toEqual(rooms.toSorted());
    expect(
      all(texts)
        .map(([name]) => name)
        .sort(),
    ).toEqual(
      all(source)
        .map(([name]) => name)
        .sort(),
    );
  });

  test("leaves nothing untranslated", () => {
    const same = all(texts).filter(([name, text]) => {
      const [room, key] = name.split(".") as [string, string];
      const english = source[room]?.[key] ?? "";
      if (!hasLetters(english)) return false;
      return text === english ? !SAME[language].test(text) : !hasLetters(text);
    });
    expect(same).toEqual([]);
  });

  test("says the same things of the same arguments", () => {
    const wrong = all(texts).filter(([name, text]) => {
      const [room, key] = name.split(".") as [string, string];
      return namesIn(text) !== namesIn(source[room]?.[key] ?? "");
    });
    expect(wrong).toEqual([]);
  });
});

const namesIn = (text: string): string => {
  const { bare, counted, tags } = inside(text);
  return [...new Set([...bare, ...counted, ...[...tags].map((tag) => `<${tag}>`)])].sort().join(" ");
};

test("German says neither Sie nor du", () => {
  const address = /^Sie haben|(?<=[^.!?:] )(Sie|Ihnen|Ihr(e[nmrs]?)?)\b|^Ihre?\b|\b(du|dich|dir|dein\w*)\b/;
  expect(all(translated.de).filter(([, text]) => address.test(text))).toEqual([]);
});

test("every plural is whole in its language", () => {
  const needed = { en: ["one", "other"], de: ["one", "other"], ar: ["zero", "one", "two", "few", "many", "other"] };
  const wrong = Object.entries({ en: source, ...translated }).flatMap(([language, texts]) =>
    all(texts)
      .filter(([, text]) =>
        inside(text).plurals.some((forms) =>
          needed[language as "en"].some((form) => !forms.has(form) && !(form === "zero" && forms.has("=0"))),
        ),
      )
      .map(([name]) => `${language}: ${name}`),
  );
  expect(wrong).toEqual([]);
});

test("a number is written as its language writes numbers: {n, number} or #, never {n}", () => {
  const bareNumbers = Object.entries({ en: source, ...translated }).flatMap(([language, texts]) =>
    all(texts)
      .filter(([, text]) => [...inside(text).bare].some((name) => name === "n" || inside(text).counted.has(name)))
      .map(([name]) => `${language}: ${name}`),
  );
  expect(bareNumbers).toEqual([]);
});

test("every text is used: a file that names its room names its key", () => {
  const files = ["app", "components", "lib"].flatMap((room) =>
    fs.readdirSync(room, { recursive: true, encoding: "utf8" }).map((file) => path.posix.join(room, file)),
  );
  const sources = files
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|^lib\/messages\//.test(file))
    .map((file) => fs.readFileSync(file, "utf8"));
  const unused = rooms.flatMap((room) => {
    const about = sources.filter((text) => text.includes(`"${room}"`));
    return Object.keys(source[room]!)
      .filter((key) => !about.some((text) => text.includes(`"${key}"`)))
      .map((key) => `${room}.${key}`);
  });
  expect(unused).toEqual([]);
});

test("no text is empty, or one half of a sentence glued together elsewhere", () => {
  const loose = Object.entries({ en: source, ...translated }).flatMap(([language, texts]) =>
    all(texts)
      .filter(([, text]) => text !== text.trim() || text === "")
      .map(([name]) => `${language}: ${name}`),
  );
  expect(loose).toEqual([]);
});

describe("a delegate", () => {
  /** The rooms of the pages on which one works in another's account. */
  const shared = "access,environments,journal,members,policies,preview,requests,review,roles,sharing".split(",");
  /** Of what is the reader's own: their address, access or request; and what stands on an owner's own pages alone. */
  const readers = new Set([
    ...["members.markSelf", "members.noteSelf", "review.self", "review.allLeft"],
    ...["requests.beyond", "requests.membershipEnded", "requests.membershipSuspended", "requests.noneToGive"],
    ...["requests.own", "roles.readyMadeWhy"],
    ...["policies.mustHoldSays", "policies.yours", "roles.ownPolicies", "roles.yours"],
  ]);
  const owners = {
    en: /\byours?\b/i,
    de: /\b(die|das|de[nmr]) eigenen (Listen?|Rollen?|Richtlinien?|Mitglieder|Umgebung(en)?|Domain|Konto)\b/i,
    ar: /(قوائم|أعضائ|بيئات|بيئت|أدوار|سياسات|نطاق|حساب|مجموعات|نماذج)ك(?!\p{L})/u,
  };

  test.each(["en", "de", "ar"] as const)("is never told in %s that what is the owner's is theirs", (language) => {
    const texts = language === "en" ? source : translated[language];
    const theirs = all(texts).filter(([name, text]) => {
      const room = name.slice(0, name.indexOf("."));
      return shared.includes(room) && !readers.has(name) && owners[language].test(text);
    });
    expect(theirs).toEqual([]);
  });

  test("and each text that says so of what is the reader's own is there and says it", () => {
    const english = new Map(all(source));
    for (const name of readers) expect(english.get(name), name).toMatch(owners.en);
  });
});
