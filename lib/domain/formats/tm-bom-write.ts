import { pictureOf } from "../diagram/picture";
import { listOf, membersOf, textOf, wordFor } from "./members";
import {
  asItCame,
  isGeneral,
  KEPT,
  type Names,
  noteIn,
  OUTSIDE,
  plainElements,
  SECTIONS,
  type Section,
} from "./tm-bom-elements";
import { NOBODY, threatNote, writeThreat } from "./tm-bom-threats";
import { type Drawing, LONGEST_NAME, LONGEST_PROSE, type Members, type Whole } from "./whole";

/** The Threat Model Library's schema is Threat Dragon's TM-BOM; it allows no member of anybody's own. */
const SCHEMA = "https://github.com/OWASP/www-project-threat-model-library/blob/v1.0.0/threat-model.schema.json";
const SCOPE = {
  description: "",
  business_criticality: "moderate",
  data_sensitivity: [],
  exposure: "external",
  tier: "important",
};
const OUTSIDE_ZONE = {
  symbolic_name: OUTSIDE,
  title: "Outside every boundary",
  description: "Whatever lies in no trust zone.",
};

export const nameCut = (text: unknown) => textOf(text).slice(0, LONGEST_NAME);
export const proseCut = (text: unknown) => textOf(text).slice(0, LONGEST_PROSE);
const asIs = (text: string): string => text;

export function writeTmBom(whole: Whole): Members {
  const { file, scope, was, diagrams, controls, risks, personas, odd } = membersOf(whole.aside[KEPT]);
  const before = membersOf(was);
  const sections = new Map<string, unknown[]>(SECTIONS.map((section) => [section, []]));
  const own = { threats: [] as Members[], controls: [] as Members[], risks: [] as Members[] };
  const pages: Members[] = [];
  const taken = new Set<string>([OUTSIDE]);
  for (const drawing of whole.diagrams) {
    const names = namesOf(drawing, taken);
    for (const [section, element] of writeElements(drawing, names)) sections.get(section)!.push(element);
    const titles = new Map<string, string>();
    const elements = plainElements(drawing.cells, names);
    for (const threat of drawing.threats) {
      const symbolic = free([threatNote(threat)?.there.symbolic_name, threat.id], taken);
      titles.set(threat.id, symbolic);
      const about = elements.has(threat.cell) ? names(threat.cell) : null;
      const written = writeThreat(threat, symbolic, about);
      own.threats.push(written.threat);
      if (written.control) own.controls.push(written.control);
      if (written.risk) own.risks.push(written.risk);
    }
    pages.push(writePage(drawing, names, titles));
  }
  const zones = sections.get("trust_zones")!;
  if (sections.get("components")!.some((one) => membersOf(one).trust_zone === OUTSIDE)) zones.push(OUTSIDE_ZONE);
  const isAnybody = own.threats.some(({ threat_persona }) => threat_persona === NOBODY.symbolic_name);
  const leftOver = membersOf(odd);
  return {
    $schema: SCHEMA,
    version: "1.0",
    trust_boundaries: [],
    data_sets: [],
    ...membersOf(file),
    scope: {
      ...SCOPE,
      ...membersOf(scope),
      title: wordFor(before.title, whole.name, nameCut, asIs),
      description: wordFor(before.description, whole.description ?? "", proseCut, asIs),
    },
    diagrams: [...listOf(diagrams), ...pages],
    ...Object.fromEntries(SECTIONS.map((one) => [one, [...sections.get(one)!, ...listOf(leftOver[one])]])),
    threat_personas: [...listOf(personas), ...(isAnybody ? [NOBODY] : [])],
    threats: [...own.threats, ...listOf(leftOver.threats)],
    controls: [...listOf(controls), ...own.controls],
    risks: [...listOf(risks), ...own.risks],
  };
}

const SYMBOLIC = /^[0-9a-z-]+$/;

/** The first of these names that may be one and is free, and it is taken from now on. */
function free(wanted: readonly unknown[], taken: Set<string>): string {
  const names = wanted.map((one) => textOf(one)).filter(Boolean);
  const asked = names.find((one) => !taken.has(one)) ?? names[0] ?? "x";
  const plain = names.includes(asked) && !SYMBOLIC.test(asked) && asked === names.at(-1) ? asked.toLowerCase() : asked;
  let name = plain;
  for (let n = 2; taken.has(name); n++) name = `${plain}-${n}`;
  taken.add(name);
  return name;
}

function namesOf(drawing: Drawing, taken: Set<string>): Names {
  const names = new Map(
    drawing.cells.map((cell) => [cell.id, free([noteIn(cell.data)?.there.symbolic_name, cell.id], taken)]),
  );
  return (id) => names.get(id) ?? id;
}

export function writeElements(drawing: Pick<Drawing, "cells">, names: Names): [Section, Members][] {
  const plain = plainElements(drawing.cells, names);
  return drawing.cells.flatMap((cell): [Section, Members][] => {
    const element = isGeneral(cell) ? undefined : plain.get(cell.id);
    return element ? [[element.section, asItCame(noteIn(cell.data), element.section, element.now)]] : [];
  });
}

/** The diagram as a picture, and in its metadata whatever the format has no words for. */
function writePage(drawing: Drawing, names: Names, titles: ReadonlyMap<string, string>): Members {
  const { cells, threats, name, description, aside } = drawing;
  const ours = {
    cells,
    names: Object.fromEntries(cells.map(({ id }) => [id, names(id)])),
    threats,
    titles: Object.fromEntries(titles),
    ...(Object.keys(aside).length > 0 ? { aside } : {}),
  };
  const { svg } = pictureOf(cells, { title: name });
  const head = svg.indexOf(">") + 1;
  const source = `${svg.slice(0, head)}<metadata id="confer">${escaped(JSON.stringify(ours))}</metadata>${svg.slice(head)}`;
  return { title: name, ...(description === null ? {} : { description }), type: "svg", source };
}

const escaped = (text: string): string =>
  text.toWellFormed().replace(/[&<>]/g, (one) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[one]!);
const unescaped = (text: string): string =>
  text.replace(/&(amp|lt|gt);/g, (_, one: string) => ({ amp: "&", lt: "<", gt: ">" })[one]!);

/** What we wrote into a diagram's picture; null where it is not of ours. */
export function oursIn(diagram: unknown): Members | null {
  const [, text] = /<metadata id="confer">([^<]*)<\/metadata>/.exec(textOf(membersOf(diagram).source)) ?? [];
  if (text === undefined) return null;
  try {
    return membersOf(JSON.parse(unescaped(text)));
  } catch {
    return null;
  }
}
