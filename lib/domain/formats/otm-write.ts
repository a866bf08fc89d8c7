import type { Cell } from "../diagram/cell";
import { boxOf } from "../diagram/read-cell";
import type { Threat } from "../threats/threat";
import { isEmpty, listOf, membersOf, said } from "./members";
import {
  bare,
  componentsIn,
  KEPT,
  noteOf,
  OUTSIDE,
  SECTIONS,
  type Section,
  sectionOf,
  writeElement,
  writePlace,
} from "./otm-elements";
import { OURS } from "./otm-read";
import { writeInstance } from "./otm-threats";
import type { Drawing, Members, Whole } from "./whole";

const VERSION = "0.2.0";

export function writeOtm(whole: Whole): Members {
  const kept = membersOf(whole.aside[KEPT]);
  const { project, was, representations, threats, mitigations, odd, ...file } = kept;
  const pages = whole.diagrams.map((drawing, n) => writePage(drawing, n, whole.diagrams));
  const sections = Object.fromEntries(SECTIONS.map((section) => [section, [] as Members[]])) as Record<
    Section,
    Members[]
  >;
  const own = { threats: [] as Members[], mitigations: [] as Members[] };
  const written = new Map<string, Members>();
  for (const [n, drawing] of whole.diagrams.entries()) {
    const isComponent = componentsIn(drawing.cells);
    const names = namesOf(drawing.cells);
    for (const cell of drawing.cells) {
      const section = sectionOf(cell, (id) => isComponent.has(id));
      const threats = drawing.threats.filter((threat) => threat.cell === cell.id);
      if (!section) {
        own.threats.push(...threats.flatMap((threat) => writeInstance(threat, true).threats));
        continue;
      }
      const place = writePlace(cell, String(pages[n]!.id));
      const key = `${section} ${names(cell.id)}`;
      const element = written.get(key) ?? elementFor(cell, section, names);
      if (!written.has(key)) sections[section].push(element);
      written.set(key, element);
      element.representations = [...listOf(element.representations), place];
      addThreats(element, threats, own);
    }
  }
  if (sections.components.some(({ parent }) => membersOf(parent).trustZone === OUTSIDE))
    sections.trustZones.push(outside());
  const before = membersOf(odd);
  return {
    otmVersion: VERSION,
    ...file,
    project: projectOf(whole, membersOf(project), membersOf(was)),
    representations: [...pages, ...listOf(representations)],
    ...Object.fromEntries(SECTIONS.map((one) => [one, [...sections[one], ...listOf(before[one])]])),
    threats: [...listOf(threats), ...own.threats],
    mitigations: [...listOf(mitigations), ...own.mitigations],
  };
}

const projectOf = (whole: Whole, project: Members, was: Members): Members => ({
  id: "confer",
  ...project,
  name: asItCame(was.name, whole.name),
  ...said({ description: asItCame(was.description, whole.description ?? undefined, null) }),
});

/** What stood in the file, as long as it is still what was read. */
const asItCame = (was: unknown, now: unknown, none?: unknown): unknown => {
  const { there, here } = membersOf(was);
  return was !== undefined && here === (now ?? none) ? there : now;
};

const outside = (): Members => ({
  id: OUTSIDE,
  name: "Outside every boundary",
  type: "outside",
  risk: { trustRating: 0 },
});

/** How the cells of a diagram are called in the file; a copy of a cell is called by its own id. */
function namesOf(cells: readonly Cell[]): (id: string) => string {
  const names = new Map<string, string>();
  const mine = new Set<string>();
  for (const cell of cells) {
    const came = noteOf(cell)?.there.id;
    const name = typeof came === "string" && !mine.has(came) ? came : cell.id;
    mine.add(name);
    names.set(cell.id, name);
  }
  return (id) => names.get(id) ?? id;
}

function elementFor(cell: Cell, section: Section, names: (id: string) => string): Members {
  const element = writeElement(cell, section, names);
  return {
    ...element,
    representations: listOf(element.representations),
    ...(section === "trustZones" ? {} : { threats: listOf(element.threats) }),
  };
}

function addThreats(
  element: Members,
  threats: readonly Threat[],
  own: { threats: Members[]; mitigations: Members[] },
): void {
  if (threats.length === 0) return;
  const written = threats.map((threat) => writeInstance(threat));
  element.threats = [...listOf(element.threats), ...written.map(({ instance }) => instance)];
  own.threats.push(...written.flatMap((one) => one.threats));
  own.mitigations.push(...written.flatMap((one) => one.mitigations));
}

function writePage(drawing: Drawing, n: number, all: readonly Drawing[]): Members {
  const { name, description, attributes, ...rest } = membersOf(drawing.aside[KEPT]);
  const taken = all.map((one) => membersOf(one.aside[KEPT]).id);
  let id = `diagram-${n + 1}`;
  while (rest.id === undefined && taken.includes(id)) id += "-";
  const isPlain = attributes === undefined || isObjectOf(attributes);
  return {
    id,
    type: "diagram",
    size: extent(drawing.cells),
    ...rest,
    name: asItCame(name, drawing.name),
    ...said({ description: asItCame(description, drawing.description ?? undefined, null) }),
    attributes: isPlain
      ? { ...membersOf(attributes), [OURS]: { cells: drawing.cells.map(bare) } }
      : { [OURS]: { cells: drawing.cells.map(bare) } },
  };
}

const isObjectOf = (value: unknown): boolean => !isEmpty(membersOf(value));

function extent(cells: readonly Cell[]): { width: number; height: number } {
  const boxes = cells.flatMap((cell) => boxOf(cell) ?? []);
  return {
    width: Math.max(100, ...boxes.map((box) => box.x + box.width)),
    height: Math.max(100, ...boxes.map((box) => box.y + box.height)),
  };
}
