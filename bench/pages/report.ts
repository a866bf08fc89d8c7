import type { Row } from "../decide";
import { median } from "../load";
import type { Route } from "./routes";
import type { Scripts } from "./scripts";
import type { Visit } from "./visit";

/** Bounds of acceptance, section 0; times in milliseconds. */
const LCP = 1_500;
const USABLE = 2_000;
const CLS = 0.1;
const INP = 200;
const TYPING = 100;
/** Bytes of script a page may bring, compressed; 1 kB is 1,000 bytes. */
export const SCRIPT_LIMIT = 150_000;

/** Bounds of the page of a diagram, of the same section. */
const DRAWN = 1_800;
const EDITABLE = 2_500;
export const DIAGRAM_SCRIPT_LIMIT = 260_000;

/** A figure in milliseconds and whether it keeps its bound. */
export const within = (name: string, value: number, bound: number, digits = 0): Row => ({
  name,
  value: `${value.toFixed(digits)} ms`,
  bound: `≤ ${bound.toLocaleString("en")} ms`,
  ok: value <= bound,
});

export const bytesOf = (scripts: Scripts): number => [...scripts.values()].reduce((sum, bytes) => sum + bytes, 0);

export function rowsOf({ path, diagram }: Route, visits: Visit[], scripts: Scripts): Row[] {
  const figure = (of: (visit: Visit) => number) => median(visits.map(of));
  const ms = (what: string, value: number, bound: number): Row => within(`${path}: ${what}`, value, bound);
  const cls = figure((visit) => visit.cls);
  const bytes = bytesOf(scripts);
  const limit = diagram ? DIAGRAM_SCRIPT_LIMIT : SCRIPT_LIMIT;
  const typing = visits.every((visit) => visit.typing !== null);
  const usable = figure((visit) => visit.usable);
  const first = diagram
    ? [
        ms(
          "first paint of the diagram",
          figure((visit) => visit.drawn ?? Number.POSITIVE_INFINITY),
          DRAWN,
        ),
        ms("a tool can be taken", usable, EDITABLE),
      ]
    : [
        ms(
          "largest paint",
          figure((visit) => visit.lcp),
          LCP,
        ),
        ms("first press is answered", usable, USABLE),
      ];
  return [
    ...first,
    ms(
      diagram ? "pressing a tool, until it is painted" : "opening a menu, until it is painted",
      figure((visit) => visit.opening),
      INP,
    ),
    ...(typing
      ? [
          ms(
            "typing in the filter",
            figure((visit) => visit.typing ?? 0),
            TYPING,
          ),
        ]
      : []),
    { name: `${path}: layout shift`, value: cls.toFixed(3), bound: `≤ ${CLS}`, ok: cls <= CLS },
    {
      name: `${path}: JavaScript, gzip`,
      value: `${kB(bytes)} kB in ${scripts.size}`,
      bound: `≤ ${limit / 1_000} kB`,
      ok: bytes <= limit,
    },
  ];
}

export const kB = (bytes: number): string => (bytes / 1_000).toFixed(1);

/** Every script once, the heaviest first, with the pages that bring it. */
export function scriptTable(pages: Map<Route, Scripts>): string {
  const all = new Map<string, { bytes: number; paths: string[] }>();
  for (const [{ path }, scripts] of pages)
    for (const [name, bytes] of scripts) {
      const known = all.get(name) ?? { bytes, paths: [] };
      all.set(name, { bytes, paths: [...known.paths, path] });
    }
  const lines = [...all]
    .sort(([, a], [, b]) => b.bytes - a.bytes)
    .map(
      ([name, { bytes, paths }]) =>
        `| ${name} | ${kB(bytes)} | ${paths.length === pages.size ? "all" : paths.join(" ")} |`,
    );
  return ["| script | kB gzip | pages |", "|---|---|---|", ...lines].join("\n");
}
