import fc from "fast-check";
import { expect, test } from "vitest";
import { checkout } from "../../demo-diagrams";
import type { Cell } from "./cell";
import { routeOf } from "./geometry";
import { pictureOf } from "./picture";

const boxed = (label: unknown, more: Partial<Cell> = {}): Cell => ({
  id: "5c0e8f52-0f0a-4a35-b7a4-9b9b5a2f7d01",
  shape: "process",
  position: { x: 0, y: 0 },
  size: { width: 140, height: 60 },
  attrs: { text: { text: label } },
  ...more,
});

/** What in an SVG is none of our elements with none but our attributes, each of them quoted. Whatever begins with `<` is looked at. */
const strangersIn = (svg: string): string[] =>
  [...svg.matchAll(/<[^<]*/g)]
    .map(([tag]) => tag)
    .filter((tag) => !/^<(?:\/(\w+)>|(\w+)((?: [\w-]+="[^"<>]*")*)\/?>)/.test(tag) || strange(tag));
const strange = (tag: string): boolean => {
  const [, name = "", attributes = ""] = /^<\/?(\w+)((?: [\w-]+="[^"<>]*")*)/.exec(tag)!;
  return !OURS.has(name) || [...attributes.matchAll(/ ([\w-]+)="[^"]*"/g)].some(([, one]) => !SAID.has(one!));
};
const OURS = new Set(["svg", "title", "style", "rect", "path", "polygon", "text", "tspan"]);
const SAID = new Set(
  "xmlns width height viewBox role font-family font-size font-weight aria-label class x y rx d points fill stroke stroke-width stroke-dasharray stroke-linejoin paint-order text-anchor".split(
    " ",
  ),
);

test("the whole diagram is in its picture, also what is far off, with every name as text", () => {
  const { svg, width, height } = pictureOf(checkout());
  for (const name of ["Shopper", "Card vault", "Cardholder data", "authorization"]) expect(svg).toContain(name);
  const far = pictureOf([
    ...checkout(),
    boxed("Far", { id: "0a4d1c86-7a2e-4f6b-93f5-5b8c0f6f3c02", position: { x: -900, y: 4000 } }),
  ]);
  expect(far.svg).toContain("Far");
  expect(far.width).toBeGreaterThan(width + 800);
  expect(far.height).toBeGreaterThan(height + 2000);
});

test("whatever a cell says, its picture holds our elements alone, and no number that is none", () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('"><script>alert(1)</script>', "]]>&lt;", "\u0000\ufffe", "<a href='javascript:x'>"),
  );
  const wild = fc.record({
    shape: fc.constantFrom("process", "store", "actor", "security-boundary", "text-box", "flow", "x"),
    position: fc.record({
      x: fc.oneof(fc.double({ min: -1e6, max: 1e6 }), text),
      y: fc.double({ min: -1e6, max: 1e6 }),
    }),
    size: fc.record({
      width: fc.double({ min: 0, max: 1e6 }),
      height: fc.oneof(fc.constant(null), fc.double({ min: 0, max: 1e6 })),
    }),
    attrs: fc.record({
      body: fc.record({ fill: text, stroke: text }),
      text: fc.record({ text, fill: text }),
      line: fc.record({ stroke: text }),
    }),
    source: fc.record({ x: fc.double({ min: -1e6, max: 1e6 }), y: fc.double({ min: -1e6, max: 1e6 }) }),
    target: fc.record({ x: fc.double({ min: -1e6, max: 1e6 }), y: fc.double({ min: -1e6, max: 1e6 }) }),
    labels: fc.array(fc.record({ attrs: fc.record({ text: fc.record({ text }) }) }), { maxLength: 2 }),
  });
  fc.assert(
    fc.property(
      fc.array(wild, { maxLength: 5 }),
      fc.constantFrom("light", "dark", "auto" as const),
      text,
      (cells, look, title) => {
        const { svg } = pictureOf(
          cells.map((cell, at) => ({ id: `id-${at}`, ...cell }) as unknown as Cell),
          { look, title },
        );
        expect(strangersIn(svg)).toEqual([]);
        expect(svg).not.toMatch(/="[^"]*(NaN|Infinity)/);
      },
    ),
  );
});

test("a dark picture has its own paper, a transparent one none, and a colour of somebody's stays readable on both", () => {
  const coloured = boxed("Pay", { attrs: { body: { fill: "#3b0764" }, text: { text: "Pay" } } });
  expect(pictureOf([coloured]).svg).toContain('fill="#3b0764"');
  expect(pictureOf([coloured]).svg).toMatch(/<text[^>]* fill="#ffffff"[^>]*>.*Pay/);
  const plain = boxed("Pay");
  expect(pictureOf([plain], { look: "dark" }).svg).not.toContain("prefers-color-scheme");
  expect(pictureOf([plain], { look: "dark" }).svg).toContain('class="p"');
  expect(pictureOf([plain], { transparent: true }).svg).not.toContain('class="p"');
});

test("49: a boundary that Threat Dragon draws as a line is a dashed line without an arrow, in the picture and on the canvas", () => {
  const curve = {
    id: "0a4d1c86-7a2e-4f6b-93f5-5b8c0f6f3c02",
    shape: "trust-boundary-curve",
    source: { x: 0, y: 0 },
    target: { x: 200, y: 0 },
    vertices: [{ x: 100, y: 80 }],
  };
  const { svg } = pictureOf([curve]);
  expect(svg).toContain('stroke-dasharray="10 5"');
  expect(svg).not.toContain("<polygon");
  const route = routeOf(curve, () => undefined)!;
  expect(route.arrows).toBe("");
  // It runs through its bend, and nowhere turns sharply.
  expect(route.points).toContainEqual({ x: 100, y: 80 });
  const turns = route.points.slice(1, -1).map(({ x, y }, n) => {
    const [before, after] = [route.points[n]!, route.points[n + 2]!];
    return Math.abs(Math.atan2(after.y - y, after.x - x) - Math.atan2(y - before.y, x - before.x));
  });
  expect(Math.max(...turns)).toBeLessThan(0.4);
});
