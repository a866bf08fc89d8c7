import { isObject, same } from "../diagram/cell";
import {
  type Fact,
  isCategory,
  type Severity,
  type Status,
  severities,
  statuses,
  type Threat,
} from "../threats/threat";
import { freeId, isEmpty, listOf, membersOf, said, textOf, uuidOf, wholeNumberOf, without, wordFor } from "./members";
import { readCategory, writeCategory } from "./threat-words";
import { LONGEST_NAME, LONGEST_PROSE, type Members, type Remark } from "./whole";

/**
 * The format keeps a catalogue of threats and mitigations apart from where they hold. A threat of ours is written with an entry of its
 * own, marked `attributes.confer`; one that came from a file and was not changed stays an instance of the entry it came with.
 */
const KEPT = "otm";
const OURS = "confer";

/** Impact times likelihood, both of a hundred. */
const RISKS: [Severity, number][] = [
  ["critical", 75],
  ["high", 50],
  ["medium", 25],
  ["low", 1],
];
const RISK_OF: Record<Severity, number> = { unknown: 0, low: 30, medium: 60, high: 80, critical: 95 };
const STATES: Record<Status, string> = { open: "exposed", mitigated: "mitigated", "not-applicable": "not-applicable" };

const readState = (state: unknown): Status => {
  const word = textOf(state).toLowerCase();
  if (word === "mitigated") return "mitigated";
  return ["hidden", "accepted", "notapplicable", "not-applicable"].includes(word) ? "not-applicable" : "open";
};

const severityOf = (risk: Members): Severity => {
  const [impact, likelihood] = [risk.impact, risk.likelihood];
  if (typeof impact !== "number") return "unknown";
  const weight = (impact * (typeof likelihood === "number" ? likelihood : 100)) / 100;
  return RISKS.find(([, least]) => weight >= least)?.[0] ?? "unknown";
};

/** The entries of a catalogue by id, without those that are written anew from ours. */
export const foreign = (entries: unknown): unknown[] =>
  listOf(entries).filter((entry) => !isObject(membersOf(membersOf(entry).attributes)[OURS]));

export type Catalogue = { threats: ReadonlyMap<unknown, Members>; mitigations: ReadonlyMap<unknown, Members> };

export const catalogueOf = (file: Members): Catalogue => ({
  threats: byId(file.threats),
  mitigations: byId(file.mitigations),
});
const byId = (entries: unknown) =>
  new Map(
    listOf(entries)
      .filter(isObject)
      .map((entry) => [entry.id, entry] as const),
  );

/** Does it name an entry that is there? */
export const isInstance = (one: unknown, { threats }: Catalogue): boolean => isObject(one) && threats.has(one.threat);

type Said = Pick<Threat, "title" | "description" | "mitigation" | "category" | "severity">;

export function readInstance(
  instance: unknown,
  cell: string,
  { threats, mitigations }: Catalogue,
  taken: Set<string>,
  remarks: Remark[],
): Threat | null {
  const entry = threats.get(membersOf(instance).threat);
  if (!isObject(instance) || !entry) {
    remarks.push({ doubt: "threat", about: "", said: textOf(membersOf(instance).threat) });
    return null;
  }
  const ours = membersOf(membersOf(entry.attributes)[OURS]);
  const isOurs = !isEmpty(ours);
  const id = freeId(entry.id, taken, isOurs ? "" : `${cell} ${String(entry.id)}`);
  taken.add(id);
  const measures = listOf(instance.mitigations)
    .map((one) => textOf(mitigations.get(membersOf(one).mitigation)?.name))
    .filter(Boolean);
  const told: Said = {
    title: textOf(entry.name).slice(0, LONGEST_NAME),
    description: textOf(entry.description).slice(0, LONGEST_PROSE),
    mitigation: measures.join("\n").slice(0, LONGEST_PROSE),
    category: isOurs ? textOf(ours.category).slice(0, 64) : categoryIn(entry),
    severity: severities.find((one) => one === ours.severity) ?? severityOf(membersOf(entry.risk)),
  };
  if (!isOurs && !isCategory(told.category)) {
    remarks.push({ doubt: "category", about: told.title, said: listOf(entry.categories).map(String).join(", ") });
  }
  const status =
    statuses.find((one) => one === ours.status && STATES[one] === instance.state) ?? readState(instance.state);
  return {
    id,
    number: wholeNumberOf(ours.number) ?? 0,
    cell,
    ...told,
    status,
    rule: typeof ours.rule === "string" ? ours.rule.slice(0, 64) : null,
    facts: listOf(ours.facts).filter((one): one is Fact => isObject(one) && typeof one.is === "string"),
    ...(isOurs ? {} : { aside: { [KEPT]: { there: instance, here: told } } }),
  };
}

/** Threats to what stands only among our own cells. */
export function readLoose(cells: ReadonlySet<string>, { threats }: Catalogue, taken: Set<string>): Threat[] {
  return Array.from(threats.values()).flatMap((entry) => {
    const { cell, status, mitigation } = membersOf(membersOf(entry.attributes)[OURS]);
    if (typeof cell !== "string" || !cells.has(cell)) return [];
    const state = statuses.find((one) => one === status) ?? "open";
    const instance = { threat: entry.id, state: STATES[state] };
    const threat = readInstance(instance, cell, { threats, mitigations: new Map() }, taken, []);
    return threat ? [{ ...threat, mitigation: textOf(mitigation).slice(0, LONGEST_PROSE) }] : [];
  });
}

const categoryIn = (entry: Members): string => {
  const all = listOf(entry.categories).map(readCategory);
  return all.find(isCategory) ?? all.find(Boolean) ?? "";
};

/** What a threat adds to the file: the instance at its element, and entries where it needs some of its own. */
export type Written = { instance: Members; threats: Members[]; mitigations: Members[] };

/** `isLoose`: it is about something the format has no word for, so its entry says about what. */
export function writeInstance(threat: Threat, isLoose = false): Written {
  const { there, here } = membersOf(threat.aside?.[KEPT]);
  const came = membersOf(there);
  const { title, description, mitigation, category, severity } = threat;
  if (isObject(there) && same(here, { title, description, mitigation, category, severity })) {
    const state = wordFor(came.state, threat.status, readState, (status) => STATES[status]);
    return { instance: { ...came, state }, threats: [], mitigations: [] };
  }
  const measure = {
    id: uuidOf(`${threat.id} mitigation`),
    state: threat.status === "mitigated" ? "implemented" : "required",
  };
  const number = RISK_OF[severity];
  const { status, rule, facts } = threat;
  return {
    instance: {
      ...without(came, "threat", "mitigations"),
      threat: threat.id,
      state: STATES[status],
      mitigations: mitigation ? [{ mitigation: measure.id, state: measure.state }] : [],
    },
    threats: [
      {
        id: threat.id,
        name: title,
        description,
        categories: category ? [writeCategory(category)] : [],
        risk: { likelihood: number, impact: number },
        attributes: {
          [OURS]: said({
            number: threat.number,
            severity,
            category,
            status,
            rule: rule ?? undefined,
            facts,
            cell: isLoose ? threat.cell : undefined,
            mitigation: isLoose ? mitigation : undefined,
          }),
        },
      },
    ],
    mitigations:
      mitigation && !isLoose
        ? [{ id: measure.id, name: mitigation, riskReduction: 0, attributes: { [OURS]: { of: threat.id } } }]
        : [],
  };
}
