import { type Cell, canonicalCells, isObject, Refused, same } from "../diagram/cell";
import { cellOf, endsOf, labelOf, parentOf, SHAPE_OF, withLabel } from "../diagram/read-cell";
import type { Threat } from "../threats/threat";
import { freeId, isEmpty, listOf, membersOf, said, textOf, uuidOf, without } from "./members";
import { place } from "./otm-place";
import {
  asItCame,
  isGeneral,
  KEPT,
  type Names,
  noteFor,
  noteIn,
  OUTSIDE,
  plainElements,
  SECTIONS,
  type Section,
  TYPES,
} from "./tm-bom-elements";
import {
  aroundIn,
  controlOf,
  NOBODY,
  plainThreat,
  readThreat,
  riskOf,
  threatIn,
  threatNote,
  writeThreat,
} from "./tm-bom-threats";
import { nameCut, oursIn, proseCut } from "./tm-bom-write";
import { type Drawing, LONGEST_NAME, type Members, type Read, type Remark } from "./whole";

const SHAPES: Record<Section, string> = {
  trust_zones: SHAPE_OF.boundary,
  actors: SHAPE_OF.actor,
  components: SHAPE_OF.process,
  data_stores: SHAPE_OF.store,
  data_flows: SHAPE_OF.flow,
};

type Element = { section: Section; there: Members };
/** A diagram on its way in. `names`: how its cells are called in the file; `came`: what the file says of them. */
type Page = Drawing & { names: Map<string, string>; titles: Map<string, string>; came: Map<string, Element> };

export function readTmBom(file: Members): Read {
  const remarks: Remark[] = [];
  const scope = membersOf(file.scope);
  const title = nameCut(scope.title);
  const description = proseCut(scope.description);
  const foreign = listOf(file.diagrams).filter((one) => !oursIn(one));
  const pages = listOf(file.diagrams).flatMap((one) => readPage(membersOf(one), remarks) ?? []);
  if (pages.length === 0) pages.push(emptyPage(nameCut(membersOf(foreign[0]).title) || title));
  addElements(elementsIn(file), pages, remarks, title);
  const { controls, risks, personas } = addThreats(file, pages, title, remarks);
  for (const page of pages) note(page);
  const kept = {
    file: without(file, ...SECTIONS, "scope", "diagrams", "threats", "controls", "risks", "threat_personas"),
    scope: without(scope, "title", "description"),
    was: said({
      title: scope.title === title ? undefined : scope.title,
      description: scope.description === description ? undefined : scope.description,
    }),
    diagrams: foreign,
    controls,
    risks,
    personas,
    odd: oddIn(file),
  };
  const unseen = ["data_sets", "assumptions", "mitigation_plans", "trust_boundaries"]
    .filter((name) => listOf(file[name]).length > 0)
    .concat(foreign.length > 0 ? ["diagrams"] : []);
  if (unseen.length > 0) remarks.push({ doubt: "aside", about: "", said: unseen.join(", ") });
  const diagrams = pages.map(({ names: _, titles: __, came: ___, ...drawing }) => drawing);
  return {
    whole: { name: title, description: description || null, diagrams, aside: { [KEPT]: kept } },
    remarks,
  };
}

const elementsIn = (file: Members): Element[] =>
  SECTIONS.flatMap((section) =>
    listOf(file[section])
      .filter(isObject)
      .filter((there) => there.symbolic_name !== OUTSIDE)
      .map((there) => ({ section, there })),
  );

/** Entries that are no objects. */
const oddIn = (file: Members): Members =>
  Object.fromEntries(
    [...SECTIONS, "threats"]
      .map((section) => [section, listOf(file[section]).filter((one) => !isObject(one))] as const)
      .filter(([, list]) => list.length > 0),
  );

const emptyPage = (name: string): Page => ({
  name,
  description: null,
  cells: [],
  threats: [],
  aside: {},
  names: new Map(),
  titles: new Map(),
  came: new Map(),
});

const words = (value: unknown): Map<string, string> =>
  new Map(Object.entries(membersOf(value)).map(([name, word]) => [name, textOf(word)]));

function readPage(diagram: Members, remarks: Remark[]): Page | null {
  const ours = oursIn(diagram);
  if (!ours) return null;
  const cells = canonicalCells(listOf(ours.cells));
  if (cells instanceof Refused) {
    remarks.push({ doubt: "members", about: textOf(diagram.title), said: cells.detail });
    return null;
  }
  const here = new Set(cells.map(({ id }) => id));
  return {
    ...emptyPage(nameCut(diagram.title)),
    description: proseCut(diagram.description) || null,
    cells,
    threats: listOf(ours.threats).flatMap((one) => {
      const threat = threatIn(one);
      return threat && here.has(threat.cell) ? [threat] : [];
    }),
    aside: membersOf(ours.aside),
    names: words(ours.names),
    titles: words(ours.titles),
  };
}

const namesOf =
  ({ names }: Page): Names =>
  (id) =>
    names.get(id) ?? id;

/** Lays what the file says of its elements over the pages: what is said anew, what is gone, and what is new. */
function addElements(elements: readonly Element[], pages: readonly Page[], remarks: Remark[], title: string): void {
  const left = new Set(elements);
  for (const page of pages) {
    const plain = plainElements(page.cells, namesOf(page));
    const gone = new Set<string>();
    for (const cell of page.cells) {
      const now = isGeneral(cell) ? undefined : plain.get(cell.id);
      if (!now) continue;
      const name = page.names.get(cell.id);
      const found = elements.find(
        (one) => left.has(one) && one.section === now.section && one.there.symbolic_name === name,
      );
      if (!found) gone.add(cell.id);
      else {
        left.delete(found);
        const isSame = same(asItCame(noteIn(cell.data), now.section, now.now), found.there);
        if (!isSame) page.came.set(cell.id, found);
      }
    }
    page.cells = page.cells.filter(({ id }) => !gone.has(id));
    page.threats = page.threats.filter(({ cell }) => !gone.has(cell));
  }
  const first = pages[0]!;
  const taken = new Set(pages.flatMap(({ cells }) => cells.map(({ id }) => id)));
  const fresh: Cell[] = [];
  for (const one of left) {
    const id = freeId(one.there.symbolic_name, taken, one.section);
    taken.add(id);
    first.names.set(id, textOf(one.there.symbolic_name));
    first.came.set(id, one);
    const cell: Cell = { id, shape: SHAPES[one.section] };
    fresh.push(
      one.section === "data_flows"
        ? { ...cell, vertices: [], labels: [], attrs: { line: { targetMarker: { name: "block", size: 8 } } } }
        : cell,
    );
  }
  for (const page of pages) {
    const before = new Map(page.cells.map((cell) => [cell.id, cell]));
    const all = page === first ? [...page.cells, ...fresh] : page.cells;
    const laid = all.map((cell) => {
      const came = page.came.get(cell.id);
      return came ? overlay(cell, came, page, remarks) : cell;
    });
    const order = (cell: Cell): number => (before.has(cell.id) ? 1 : cell.shape === SHAPE_OF.boundary ? 0 : 2);
    page.cells = place(laid, before).toSorted((a, b) => order(a) - order(b));
  }
  if (fresh.some(({ shape }) => shape !== SHAPE_OF.flow)) remarks.push({ doubt: "arranged", about: title, said: "" });
}

function overlay(cell: Cell, { section, there }: Element, page: Page, remarks: Remark[]): Cell {
  const title = textOf(there.title).slice(0, LONGEST_NAME);
  const named = title === labelOf(cell) ? cell : { ...cell, ...(withLabel(cell, title) as Partial<Cell>) };
  const data = said({
    ...membersOf(cell.data),
    description: textOf(there.description) || undefined,
    ...(section === "data_flows"
      ? {
          isEncrypted: there.encrypted === true ? true : undefined,
          hasSensitiveData: there.has_sensitive_data === true ? true : undefined,
        }
      : {}),
  });
  const whole: Cell = isEmpty(data) && !named.data ? named : { ...named, data };
  if (section === "data_flows") {
    const [source, target] = [endIn(there.source, page), endIn(there.destination, page)];
    const ends = endsOf(whole);
    if (!source || !target) remarks.push({ doubt: "end", about: title, said: "" });
    return {
      ...whole,
      ...(source && cellOf(ends.source) !== source ? { source: { cell: source } } : {}),
      ...(target && cellOf(ends.target) !== target ? { target: { cell: target } } : {}),
    };
  }
  const zone = find("trust_zones", there.trust_zone, page);
  if (section === "trust_zones" || zone === parentOf(whole)) return whole;
  return { ...without(whole, "parent"), ...(zone ? { parent: zone } : {}) } as Cell;
}

/** The cell of an element by its name in the file. */
function find(section: Section | null, name: unknown, { names, came, cells }: Page): string | null {
  const ids = [...names].filter(([, one]) => one === name).map(([id]) => id);
  const isThere = (id: string) =>
    section === null || (came.get(id)?.section ?? sectionAt(id, cells)) === section || false;
  return ids.find(isThere) ?? null;
}

const sectionAt = (id: string, cells: readonly Cell[]): string | null => {
  const shape = cells.find((cell) => cell.id === id)?.shape;
  return SECTIONS.find((section) => SHAPES[section] === shape) ?? null;
};

function endIn(end: unknown, page: Page): string | null {
  const { type, object } = membersOf(end);
  const section = Object.entries(TYPES).find(([, word]) => word === textOf(type).replace(/^.*\//, ""))?.[0];
  return find((section as Section | undefined) ?? null, object, page) ?? find(null, object, page);
}

/** Notes how elements came, where they would not be written like that. */
function note(page: Page): void {
  const plain = plainElements(page.cells, namesOf(page));
  page.cells = page.cells.map((cell) => {
    const came = page.came.get(cell.id);
    const now = plain.get(cell.id);
    if (!came || !now) return cell;
    const data = {
      ...without(membersOf(cell.data), KEPT),
      ...noteFor(now.section, came.there, now.now, cell.id),
    };
    return isEmpty(data) && !cell.data ? cell : { ...cell, data };
  });
}

type Rest = { controls: unknown[]; risks: unknown[]; personas: unknown[] };

function addThreats(file: Members, pages: readonly Page[], title: string, remarks: Remark[]): Rest {
  const ours = new Map<string, { page: Page; threat: Threat }>();
  for (const page of pages) {
    for (const threat of page.threats) ours.set(page.titles.get(threat.id) ?? threat.id, { page, threat });
    page.threats = [];
  }
  const own = { controls: new Set<unknown>(), risks: new Set<unknown>() };
  const taken = new Set([...ours.values()].map(({ threat }) => threat.id));
  for (const there of listOf(file.threats).filter(isObject)) {
    const name = textOf(there.symbolic_name);
    const known = ours.get(name);
    const control = namedIn(file.controls, controlOf(name));
    const risk = namedIn(file.risks, riskOf(name));
    if (known) {
      ours.delete(name);
      own.controls.add(control);
      own.risks.add(risk);
      known.page.threats.push(again(known.threat, there, known.page, { control, risk }, file));
      continue;
    }
    const { page, cell } = aboutIn(there, pages, title, remarks);
    const id = freeId(name, taken, `${cell} ${name}`);
    taken.add(id);
    const around = aroundIn(file, there.symbolic_name);
    const threat = readThreat(there, cell, id, around);
    page.threats.push({ ...threat, aside: { [KEPT]: noteOn(threat, there, page, around) } });
  }
  number(pages);
  const isAnybody = same(namedIn(file.threat_personas, NOBODY.symbolic_name), NOBODY);
  return {
    controls: listOf(file.controls).filter((one) => !own.controls.has(one)),
    risks: listOf(file.risks).filter((one) => !own.risks.has(one)),
    personas: listOf(file.threat_personas).filter(
      (one) => !(isAnybody && membersOf(one).symbolic_name === NOBODY.symbolic_name),
    ),
  };
}

const namedIn = (list: unknown, name: string): Members | null =>
  (listOf(list).find((one) => membersOf(one).symbolic_name === name) as Members | undefined) ?? null;

const noteOn = (threat: Threat, there: Members, page: Page, around: unknown): Members => {
  const plain = plainThreat(threat, textOf(there.symbolic_name), aboutOf(threat, page));
  return { section: "threats", there, here: plain, around };
};

const aboutOf = ({ cell }: Threat, page: Page): string | null =>
  plainElements(page.cells, namesOf(page)).has(cell) ? namesOf(page)(cell) : null;

/** A threat of ours that comes back: as it was, or as the file says by now. */
function again(
  threat: Threat,
  there: Members,
  page: Page,
  found: { control: Members | null; risk: Members | null },
  file: Members,
): Threat {
  const written = writeThreat(threat, textOf(there.symbolic_name), aboutOf(threat, page));
  const isSame = same(written.threat, there) && same(written.control, found.control) && same(written.risk, found.risk);
  if (isSame) return threat;
  const around = aroundIn(file, there.symbolic_name);
  const { title, description, category } = readThreat(there, threat.cell, threat.id, around);
  const now = { ...threat, title, description, category, ...around };
  const came = threatNote(threat)?.there ?? {};
  return { ...now, aside: { ...threat.aside, [KEPT]: noteOn(now, { ...came, ...there }, page, around) } };
}

/** Which element a threat is about; the whole where it names none. */
function aboutIn(
  there: Members,
  pages: readonly Page[],
  title: string,
  remarks: Remark[],
): { page: Page; cell: string } {
  for (const name of listOf(there.components_affected)) {
    for (const page of pages) {
      const cell = find(null, name, page);
      if (cell && page.cells.some(({ id }) => id === cell)) return { page, cell };
    }
  }
  const page = pages[0]!;
  remarks.push({ doubt: "whole", about: textOf(there.title), said: title });
  const known = page.cells.find(isGeneral);
  if (known) return { page, cell: known.id };
  const cell: Cell = { id: uuidOf(`general ${title}`), shape: SHAPE_OF.text, data: { [KEPT]: { general: true } } };
  const named = { ...cell, ...(withLabel(cell, title) as Partial<Cell>) } as Cell;
  page.cells = place([...page.cells, named], new Map(page.cells.map((one) => [one.id, one])));
  return { page, cell: cell.id };
}

function number(pages: readonly Page[]): void {
  const threats = pages.flatMap((page) => page.threats);
  let next = Math.max(0, ...threats.map((threat) => threat.number));
  for (const threat of threats) if (threat.number === 0) threat.number = ++next;
}
