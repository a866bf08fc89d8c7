import fs from "node:fs";
import { expect, test } from "vitest";

/** The colours of app/globals.css, in both themes and both palettes: what can be read can be read in all four. */
const css = fs.readFileSync("app/globals.css", "utf8");

type Colour = readonly [lightness: number, chroma: number, hue: number];
type Theme = "light" | "dark";

/** The colours one rule sets, in one theme. */
function coloursIn(selector: string, theme: Theme): Record<string, Colour> {
  const body = css.split(`${selector} {`)[1]?.split("}")[0] ?? "";
  const pairs = body.matchAll(/--([a-z0-9-]+): light-dark\(oklch\(([^)]*)\), oklch\(([^)]*)\)\)/g);
  return Object.fromEntries(
    [...pairs].map(([, name, light, dark]) => [
      name,
      (theme === "light" ? light! : dark!).split(" ").slice(0, 3).map(Number) as unknown as Colour,
    ]),
  );
}

const looks = (["light", "dark"] as const).flatMap((theme) => {
  const usual = coloursIn(":root", theme);
  const colourblind = { ...usual, ...coloursIn(':root[data-palette="colourblind"]', theme) };
  return [
    { name: `${theme}, usual`, of: usual },
    { name: `${theme}, colour-blind`, of: colourblind },
  ];
});

const grounds = ["paper", "raised", "sunken"];
const people = Array.from({ length: 8 }, (_, n) => `person-${n + 1}`);
const inks = ["ink", "muted", "faint", "accent", "allow", "deny", "wait"];

for (const { name, of } of looks) {
  test(`every ink is read on every ground: ${name}`, () => {
    const failing = inks.flatMap((ink) =>
      grounds.filter((ground) => contrast(of[ink]!, of[ground]!) < 4.5).map((ground) => `${ink} on ${ground}`),
    );
    expect(failing).toEqual([]);
  });

  test(`what stands on a filled button is read, and an edge is seen: ${name}`, () => {
    for (const fill of ["accent", "deny"])
      expect(contrast(of["on-accent"]!, of[fill]!), fill).toBeGreaterThanOrEqual(4.5);
    for (const person of people) expect(contrast(of["on-accent"]!, of[person]!), person).toBeGreaterThanOrEqual(4.5);
    for (const edge of ["edge", "accent", ...people]) {
      for (const ground of grounds)
        expect(contrast(of[edge]!, of[ground]!), `${edge} on ${ground}`).toBeGreaterThanOrEqual(3);
    }
    // A hint is written in paper on ink; where one is in the rail, and what one points at there, is a line over sunken.
    expect(contrast(of.paper!, of.ink!)).toBeGreaterThanOrEqual(4.5);
    for (const ink of ["ink", "muted"])
      expect(contrast(of[ink]!, of.line!), `${ink} on line`).toBeGreaterThanOrEqual(4.5);
  });
}

// Machado, Oliveira and Fernandes (2009), severity 1: linear sRGB as seen without one kind of cone.
const sights = {
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};
/** A distance in Oklab that is seen at a glance; neighbours in a good chart palette have about as much. */
const APART = 0.15;

for (const { name, of } of looks.filter((look) => look.name.endsWith("colour-blind"))) {
  for (const [sight, matrix] of Object.entries(sights)) {
    test(`allow, deny and wait are told apart with ${sight}: ${name}`, () => {
      const seen = (colour: string) => oklab(clamped(times(matrix, clamped(linear(of[colour]!)))));
      for (const [one, other] of [
        ["allow", "deny"],
        ["allow", "wait"],
        ["deny", "wait"],
      ] as const) {
        const [a, b] = [seen(one), seen(other)];
        expect(Math.hypot(...a.map((value, index) => value - b[index]!)), `${one} and ${other}`).toBeGreaterThan(APART);
      }
    });
  }
}

test("both palettes and both themes are there to be judged", () => {
  expect(looks.map(({ of }) => Object.keys(of).length)).toEqual([23, 23, 23, 23]);
  expect(looks[1]!.of.deny).not.toEqual(looks[0]!.of.deny);
});

/** WCAG 2: (L1 + 0.05) / (L2 + 0.05). */
function contrast(one: Colour, other: Colour): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: Colour): number {
  const [red, green, blue] = clamped(linear(colour)) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Oklch to linear sRGB (Ottosson 2020). */
function linear([lightness, chroma, hue]: Colour): number[] {
  const [a, b] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return times(
    [
      4.0767416621, -3.3077115913, 0.2309699292, -1.2684380046, 2.6097574011, -0.3413193965, -0.0041960863,
      -0.7034186147, 1.707614701,
    ],
    [l, m, s],
  );
}

function oklab(rgb: number[]): number[] {
  const lms = times(
    [
      0.4122214708, 0.5363325363, 0.0514459929, 0.2119034982, 0.6806995451, 0.1073969566, 0.0883024619, 0.2817188376,
      0.6299787005,
    ],
    rgb,
  ).map(Math.cbrt);
  return times(
    [
      0.2104542553, 0.793617785, -0.0040720468, 1.9779984951, -2.428592205, 0.4505937099, 0.0259040371, 0.7827717662,
      -0.808675766,
    ],
    lms,
  );
}

const times = (matrix: readonly number[], vector: readonly number[]): number[] =>
  [0, 1, 2].map((row) => vector.reduce((sum, value, column) => sum + matrix[row * 3 + column]! * value, 0));
const clamped = (values: number[]): number[] => values.map((value) => Math.min(1, Math.max(0, value)));
