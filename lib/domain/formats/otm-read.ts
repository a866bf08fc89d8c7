import { type Cell, canonicalCells, isCellId, isObject, Refused } from "../diagram/cell";
import { labelOf, parentOf, withLabel } from "../diagram/read-cell";
import type { Threat } from "../threats/threat";
import { isEmpty, listOf, membersOf, said, textOf, uuidOf, without } from "./members";
import {
  componentsIn,
  geometryOf,
  KEPT,
  noted,
  OUTSIDE,
  placesOf,
  SECTIONS,
  type Section,
  sectionOf,
  shapeOf,
} from "./otm-elements";
import { place } from "./otm-place";
import { type Catalogue, catalogueOf, foreign, isInstance, readInstance, readLoose } from "./otm-threats";
import { type Drawing, LONGEST_NAME, LONGEST_PROSE, type Members, type Read, type Remark, type Whole } from "./whole";

/** The part of a diagram's `attributes` that holds its cells whole: what the format has no words for. */
export const OURS = "confer";

type Element = { section: Section; there: Members };

export function readOtm(file: Members): Read {
  const remarks: Remark[] = [];
  const project = membersOf(file.project);
  const elements: Element[] = SECTIONS.flatMap((section) =>
    listOf(file[section])
      .filter(isObject)
      .filter((there) => there.id !== OUTSIDE)
      .map((there) => ({ section, there })),
  );
  const drawn = listOf(file.representations)
    .filter(isObject)
    .filter((one) => one.type === "diagram");
  const pages: Members[] = drawn.length > 0 ? drawn : [{ name: project.name, id: "diagram-1", type: "diagram" }];
  const seen = new Set<Members>();
  const taken = new Set<string>();
  const drawings = pages.map((page, n) =>
    readPage(page, pageOf(page, n === 0, elements, pages), seen, taken, file, remarks),
  );
  number(drawings);
  const name = textOf(project.name).slice(0, LONGEST_NAME);
  const description = textOf(project.description).slice(0, LONGEST_PROSE);
  const kept = {
    ...without(file, "project", "representations", ...SECTIONS, "threats", "mitigations"),
    project: said({ ...project, name: undefined, description: undefined }),
    was: said({
      name: project.name === name ? undefined : { there: project.name, here: name },
      description:
        project.description === undefined || (description && project.description === description)
          ? undefined
          : { there: project.description, here: description || null },
    }),
    representations: listOf(file.representations).filter((one) => !(isObject(one) && one.type === "diagram")),
    threats: foreign(file.threats),
    mitigations: foreign(file.mitigations),
    odd: oddIn(file, elements),
  };
  const whole: Whole = { name, description: description || null, diagrams: drawings, aside: { [KEPT]: kept } };
  return { whole, remarks };
}

/** Entries of the sections that are no objects. */
const oddIn = (file: Members, elements: readonly Element[]): Members => {
  const known = new Set<unknown>(elements.map(({ there }) => there));
  return Object.fromEntries(
    SECTIONS.map((section) => [
      section,
      listOf(file[section]).filter((one) => !known.has(one) && membersOf(one).id !== OUTSIDE),
    ]).filter(([, list]) => list!.length > 0),
  );
};

/** The elements of one page; what has a place on none stands on the first. A flow without one stands where both of its ends do. */
function pageOf(page: Members, isFirst: boolean, elements: readonly Element[], pages: readonly Members[]): Element[] {
  const isOn = (there: Members, one: Members) => placesOf(there).some((r) => r.representation === one.id);
  const isSomewhere = (there: Members) => pages.some((one) => isOn(there, one));
  const nodes = elements.filter(
    ({ section, there }) => section !== "dataflows" && (isOn(there, page) || (isFirst && !isSomewhere(there))),
  );
  const here = new Set(nodes.filter(({ section }) => section === "components").map(({ there }) => there.id));
  const flows = elements.filter(({ section, there }) => {
    if (section !== "dataflows") return false;
    const isBetween = here.has(there.source) && here.has(there.destination);
    return isSomewhere(there) ? isOn(there, page) : isBetween || (isFirst && !isJoined(there, elements, pages, isOn));
  });
  return [...nodes, ...flows];
}

const isJoined = (
  flow: Members,
  elements: readonly Element[],
  pages: readonly Members[],
  isOn: (there: Members, page: Members) => boolean,
): boolean => {
  const end = (id: unknown) =>
    elements.find(({ section, there }) => section === "components" && there.id === id)?.there;
  const [from, to] = [end(flow.source), end(flow.destination)];
  const on = (one: Members, page: Members, n: number) =>
    isOn(one, page) || (n === 0 && !pages.some((other) => isOn(one, other)));
  return Boolean(from && to && pages.some((page, n) => on(from, page, n) && on(to, page, n)));
};

function readPage(
  page: Members,
  elements: readonly Element[],
  seen: Set<Members>,
  taken: Set<string>,
  file: Members,
  remarks: Remark[],
): Drawing {
  const catalogue = catalogueOf(file);
  const { [OURS]: ours, ...attributes } = membersOf(page.attributes);
  const before = cellsIn(ours, remarks);
  const names = namesOn(page, elements, seen);
  const there = (id: string) => textOf(names.back.get(id)?.id);
  const made = elements.map((one) => {
    const id = names.cells.get(one.there)!;
    return { one, cell: cellFor(one, id, page, before.get(id), names.find) };
  });
  const isComponent = componentsIn([...before.values()]);
  const loose = [...before.values()].filter(
    (cell) => !names.back.has(cell.id) && sectionOf(cell, (id) => isComponent.has(id)) === null,
  );
  const placed = place(
    made.map(({ cell }) => cell),
    before,
  );
  const cells = made.map(({ one }, n) => {
    const r = placesOf(one.there).find((other) => other.representation === page.id);
    if (r === undefined && one.section !== "dataflows")
      remarks.push({ doubt: "placed", about: textOf(one.there.name), said: "" });
    const cell = placed[n]!;
    const others = placesOf(one.there).filter((other) => other !== r && !isPage(other, file));
    const strange = listOf(one.there.threats).filter((threat) => !isInstance(threat, catalogue));
    const came = {
      ...without(one.there, "threats", "representations"),
      ...(others.length > 0 ? { representations: others } : {}),
      ...(strange.length > 0 ? { threats: strange } : {}),
    };
    return noted(cell, one.section, came, placeNote(r, cell), (id) => (id === cell.id ? id : there(id)));
  });
  for (const { one, cell } of made) {
    if (one.section === "dataflows" && !(isObject(cell.source) && isObject(cell.target)))
      remarks.push({ doubt: "end", about: textOf(one.there.name), said: "" });
  }
  const threats = [
    ...threatsOn(elements, seen, names.cells, catalogue, taken, remarks),
    ...readLoose(new Set(loose.map(({ id }) => id)), catalogue, taken),
  ];
  for (const { there } of elements) seen.add(there);
  const name = textOf(page.name).slice(0, LONGEST_NAME);
  const description = textOf(page.description).slice(0, LONGEST_PROSE);
  const kept = said({
    ...without(page, "name", "description", "attributes"),
    name: page.name === name ? undefined : { there: page.name, here: name },
    description:
      page.description === undefined || (description && page.description === description)
        ? undefined
        : { there: page.description, here: description || null },
    attributes: isObject(page.attributes) ? (isEmpty(attributes) ? undefined : attributes) : page.attributes,
  });
  return {
    name,
    description: description || null,
    cells: inOrder([...cells, ...loose], before),
    threats,
    aside: { [KEPT]: kept },
  };
}

const isPage = (r: Members, file: Members): boolean =>
  listOf(file.representations).some((one) => isObject(one) && one.type === "diagram" && one.id === r.representation);

/** The cells that we wrote into the file whole, by id. */
function cellsIn(ours: unknown, remarks: Remark[]): Map<string, Cell> {
  if (ours === undefined) return new Map();
  const cells = canonicalCells(listOf(membersOf(ours).cells));
  if (cells instanceof Refused) {
    remarks.push({ doubt: "members", about: OURS, said: cells.detail });
    return new Map();
  }
  return new Map(cells.map((cell) => [cell.id, cell]));
}

/** How the elements of a page are called here: by the id of their place, else by their own, else by one that follows from it. */
function namesOn(page: Members, elements: readonly Element[], seen: ReadonlySet<Members>) {
  const cells = new Map<Members, string>();
  const back = new Map<string, Members>();
  const ids = new Map<string, string>();
  for (const { section, there } of elements) {
    const own = placesOf(there).find((r) => r.representation === page.id)?.id;
    const wanted = [own, seen.has(there) ? null : there.id].find((id) => isCellId(id) && !back.has(id as string));
    let id = wanted as string | undefined;
    for (let n = 0; id === undefined || back.has(id); n++)
      id = uuidOf(`${textOf(page.id)} ${section} ${textOf(there.id)} ${n}`);
    cells.set(there, id);
    back.set(id, there);
    const key = `${section} ${textOf(there.id)}`;
    if (!ids.has(key)) ids.set(key, id);
  }
  const find = (section: Section, id: unknown): string | null => ids.get(`${section} ${textOf(id)}`) ?? null;
  return { cells, back, find };
}

type Find = (section: Section, id: unknown) => string | null;

function cellFor({ section, there }: Element, id: string, page: Members, before: Cell | undefined, find: Find): Cell {
  const base = before ?? fresh(section, there, id);
  const named = { ...base, ...labelled(base, textOf(there.name)) } as Cell;
  const data = { ...membersOf(named.data), description: textOf(there.description) || undefined };
  const whole: Cell = { ...named, ...(isEmpty(said(data)) && !named.data ? {} : { data: said(data) }) };
  if (section === "dataflows") {
    return {
      ...whole,
      ...said({
        source: endFor(whole.source, find("components", there.source)),
        target: endFor(whole.target, find("components", there.destination)),
      }),
    };
  }
  const r = membersOf(placesOf(there).find((one) => one.representation === page.id));
  const { position, size } = geometryIn(r);
  const shape = section === "components" ? shapeFor(textOf(there.type), before) : whole.shape;
  const parent = zoneOf(there, find, before);
  return {
    ...without(whole, "parent"),
    id,
    shape,
    ...said({ position: position ?? whole.position, size: size ?? whole.size, parent: parent ?? undefined }),
  };
}

const labelled = (cell: Cell, name: string): Members => {
  const cut = name.slice(0, LONGEST_NAME);
  return cut === labelOf(cell) ? {} : withLabel(cell, cut);
};

const fresh = (section: Section, there: Members, id: string): Cell =>
  section === "dataflows"
    ? { id, shape: "flow", labels: [], vertices: [], attrs: { line: { targetMarker: { name: "block", size: 8 } } } }
    : section === "trustZones"
      ? { id, shape: "security-boundary", data: { security_boundary: true } }
      : { id, shape: shapeOf(textOf(there.type)) };

/** Ours as long as the file still says the same of it. */
const shapeFor = (type: string, before: Cell | undefined): string =>
  before && (OWN_TYPES[before.shape] ?? before.shape) === type ? before.shape : shapeOf(type);
const OWN_TYPES: Record<string, string> = { actor: "actor", process: "process", store: "data-store" };

const endFor = (end: unknown, cell: string | null): unknown => {
  if (cell === null) return undefined;
  return isObject(end) && end.cell === cell ? end : { cell };
};

const isNumber = (value: unknown): value is number => typeof value === "number" && Math.abs(value) <= 1e9;

function geometryIn(r: Members): { position?: Members; size?: Members } {
  const [at, is] = [membersOf(r.position), membersOf(r.size)];
  return {
    ...(isNumber(at.x) && isNumber(at.y) ? { position: { x: at.x, y: at.y } } : {}),
    ...(isNumber(is.width) && isNumber(is.height) && is.width >= 0 && is.height >= 0
      ? { size: { width: is.width, height: is.height } }
      : {}),
  };
}

/** The zone an element lies in, on this page; what lies in another component lies in none. */
function zoneOf(there: Members, find: Find, before: Cell | undefined): string | null {
  const { trustZone } = membersOf(there.parent);
  if (trustZone === undefined) return null;
  const said = before ? parentOf(before) : null;
  return find("trustZones", trustZone) ?? (said === trustZone ? said : null);
}

function placeNote(r: Members | undefined, cell: Cell): { there: Members; here: Members } | undefined {
  if (!r) return undefined;
  const here = geometryOf(cell);
  const there = Object.fromEntries(
    Object.entries(without(r, "representation")).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(name === "id" ? cell.id : here[name]),
    ),
  );
  return isEmpty(there) ? undefined : { there, here };
}

function threatsOn(
  elements: readonly Element[],
  seen: ReadonlySet<Members>,
  cells: ReadonlyMap<Members, string>,
  catalogue: Catalogue,
  taken: Set<string>,
  remarks: Remark[],
): Threat[] {
  return elements
    .filter(({ there }) => !seen.has(there))
    .flatMap(({ there }) =>
      listOf(there.threats).flatMap((one) => readInstance(one, cells.get(there)!, catalogue, taken, remarks) ?? []),
    );
}

/** In the z-order they had here; zones that are new lie under everything else. */
function inOrder(cells: readonly Cell[], before: ReadonlyMap<string, Cell>): Cell[] {
  const places = new Map([...before.keys()].map((id, n) => [id, n]));
  const rank = (cell: Cell): number =>
    places.get(cell.id) ?? (cell.shape === "security-boundary" ? -1 : Number.MAX_SAFE_INTEGER);
  return cells.toSorted((a, b) => rank(a) - rank(b));
}

function number(drawings: readonly Drawing[]): void {
  const threats = drawings.flatMap((drawing) => drawing.threats);
  let next = Math.max(0, ...threats.map((threat) => threat.number));
  for (const threat of threats) if (threat.number === 0) threat.number = ++next;
}
