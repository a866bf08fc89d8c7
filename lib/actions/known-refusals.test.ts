import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { Refusal } from "../domain/refusal";
import { refusedStep } from "../domain/refused-step";
import { knownRefusal } from "./known-refusals";
import { inWords } from "./words";

/** Rooms that only programs enter so far. */
const PROGRAMS = ["access"];
const forPrograms = new RegExp(`^lib/(?:operations/(?:${PROGRAMS.join("|")})|domain/diagram)[/.]`);

/** What every verb and noun that pages meet says when it refuses, with `7` in place of what is put in. */
function said(): string[] {
  const files = ["lib/operations", "lib/domain"].flatMap((room) =>
    fs.readdirSync(room, { recursive: true, encoding: "utf8" }).map((file) => path.posix.join(room, file)),
  );
  const sources = [...files, "lib/passwords.ts"].filter(
    (file) => file.endsWith(".ts") && !file.includes(".test.") && !forPrograms.test(file),
  );
  const calls =
    /(?:new Refusal\(\s*"[a-z-]+",|\binvalid\(\s*[\w."]+,|\.refine\([^"`]*,|(?<![\w.])no\()\s*(["`])((?:\\.|(?!\1).)+)\1/gs;
  return sources.flatMap((file) =>
    [...fs.readFileSync(file, "utf8").matchAll(calls)].map(([, , text = ""]) =>
      text.replace(/\$\{(?:[^{}]|\{[^}]*\})*\}/g, "7"),
    ),
  );
}

test("every refusal of a verb has a text for the pages", () => {
  const all = said().filter((text) => !text.startsWith("invalid parameter"));
  expect(all.length).toBeGreaterThan(60);
  expect(all.filter((text) => knownRefusal(text) === null)).toEqual([]);
});

test("no page enters a room whose refusals have no texts", () => {
  const doors = ["app", "lib/actions", "lib/operations/pages"].flatMap((room) =>
    fs.readdirSync(room, { recursive: true, encoding: "utf8" }).map((file) => path.posix.join(room, file)),
  );
  const entered = doors.filter(
    (file) =>
      /\.tsx?$/.test(file) &&
      !file.includes(".test.") &&
      PROGRAMS.some((room) => fs.readFileSync(file, "utf8").includes(`operations/${room}`)),
  );
  expect(entered).toEqual([]);
});

test("what stands in a refusal stands in its text, in each language", () => {
  const taken = new Refusal("exists", "a policy named [Night shift] already exists");
  expect(inWords(taken, "en").message).toBe("A policy named Night shift already exists.");
  expect(inWords(taken, "de").message).toBe("Eine Richtlinie mit dem Namen Night shift gibt es schon.");
  expect(inWords(taken, "ar").message).toContain("Night shift");
  expect(inWords(taken, "xx").message).not.toMatch(/already/);
});

test("a refused step says who stands where", () => {
  const refused = refusedStep("suspend", "LEFT", "Ben; or Benny");
  expect(inWords(refused, "en").message).toBe("Only an active member can be suspended; Ben; or Benny has left.");
  expect(inWords(refused, "de").message).toBe(
    "Nur ein aktives Mitglied kann gesperrt werden; Ben; or Benny ist nicht mehr dabei.",
  );
});

test("whoever has to wait is told how long", () => {
  const refused = new Refusal("too-many", "too many attempts to sign in", { retryAfter: 61 });
  expect(inWords(refused, "en").message).toBe("Too many attempts to sign in. Try again in 61 seconds.");
  expect(inWords(refused, "de").message).toBe("Zu viele Anmeldeversuche. In 61 Sekunden erneut versuchen.");
});
