import { isObject, same } from "../diagram/cell";
import { type Severity, type Status, severities, statuses, type Threat } from "../threats/threat";
import { isEmpty, listOf, membersOf, textOf } from "./members";
import { readCategory, writeCategory } from "./threat-words";
import { asItCame, KEPT, type Note } from "./tm-bom-elements";
import { LONGEST_NAME, LONGEST_PROSE, type Members } from "./whole";

/**
 * The format keeps threats, what is done against them (controls) and how grave they are (risks) apart. Of a threat of ours one of each is
 * written, named after it; those that came from a file stay as they are, until the measure or the gravity was changed here.
 */
export const NOBODY = {
  symbolic_name: "anybody",
  title: "Anybody",
  description: "Whoever can reach the system.",
  is_person: true,
  skill_level: "engineer",
  access_level: "anonymous",
  malicious_intent: true,
  applicability_to_org: "moderate",
} as const;

export const controlOf = (threat: string): string => `${threat}-control`;
export const riskOf = (threat: string): string => `${threat}-risk`;

const LIKELIHOOD: Record<Severity, string> = {
  unknown: "possible",
  low: "unlikely",
  medium: "possible",
  high: "likely",
  critical: "certain",
};
const IMPACT: Record<Severity, string> = {
  unknown: "moderate",
  low: "minor",
  medium: "moderate",
  high: "major",
  critical: "severe",
};
const SCORE: Record<Severity, number> = { unknown: 0, low: 4, medium: 9, high: 16, critical: 25 };
const STATE: Record<Status, string> = { open: "suggested", mitigated: "active", "not-applicable": "wont_do" };

/** What a file's controls and risks say of a threat. */
export type Around = { severity: Severity; status: Status; mitigation: string };

export function aroundIn(file: Members, threat: unknown): Around {
  const about = (list: unknown) =>
    listOf(list)
      .map(membersOf)
      .filter((one) => listOf(one.threats).includes(threat));
  const levels = about(file.risks).map(({ level }) => severities.indexOf(textOf(level).toLowerCase() as Severity));
  const controls = about(file.controls);
  const isDone = controls.length > 0 && controls.every(({ status }) => status === "active");
  return {
    severity: severities[Math.max(0, ...levels)]!,
    status: isDone ? "mitigated" : "open",
    mitigation: controls
      .map(({ title, description }) => textOf(description) || textOf(title))
      .filter(Boolean)
      .join("\n")
      .slice(0, LONGEST_PROSE),
  };
}

/** `about`: how the element is called in the file; null for what has no name there. */
export function plainThreat(threat: Threat, symbolic: string, about: string | null): Members {
  return {
    symbolic_name: symbolic,
    title: threat.title,
    description: threat.description,
    ...(about === null ? {} : { components_affected: [about] }),
    threat_persona: NOBODY.symbolic_name,
    event: writeCategory(threat.category),
    sources: ["adversary"],
  };
}

/** A threat as a file tells it, told of this cell. */
export function readThreat(there: Members, cell: string, id: string, around: Around): Threat {
  return {
    id,
    number: 0,
    cell,
    category: readCategory(there.event),
    title: textOf(there.title).slice(0, LONGEST_NAME),
    description: textOf(there.description).slice(0, LONGEST_PROSE),
    rule: null,
    facts: [],
    ...around,
  };
}

export type ThreatNote = Note & { around: Around };
export const threatNote = (threat: Threat): ThreatNote | null => {
  const note = threat.aside?.[KEPT];
  return isObject(note) && isObject(note.there) ? (note as ThreatNote) : null;
};

/** What a threat adds to the file. */
export type Written = { threat: Members; control: Members | null; risk: Members | null };

export function writeThreat(threat: Threat, symbolic: string, about: string | null): Written {
  const note = threatNote(threat);
  const { severity, status, mitigation } = threat;
  const was: Partial<Around> = note?.around ?? {};
  const isKept = note !== null && same(was, { severity, status, mitigation });
  const isGrave = severity !== (was.severity ?? "unknown");
  return {
    threat: asItCame(note, "threats", plainThreat(threat, symbolic, about)),
    control:
      isKept || (!mitigation && status === "open")
        ? null
        : {
            symbolic_name: controlOf(symbolic),
            title: (mitigation || threat.title).slice(0, 120),
            description: mitigation,
            threats: [symbolic],
            status: STATE[status],
            priority: severity === "unknown" ? "none" : severity,
          },
    risk:
      isKept || !isGrave
        ? null
        : {
            symbolic_name: riskOf(symbolic),
            title: threat.title,
            description: threat.description,
            threats: [symbolic],
            likelihood: LIKELIHOOD[severity],
            impact: IMPACT[severity],
            impact_description: "",
            score: SCORE[severity],
            level: severity,
          },
  };
}

/** A threat that we wrote into the file whole; null for what is none. */
export function threatIn(value: unknown): Threat | null {
  if (!isObject(value)) return null;
  const { id, number, cell, category, title, description, mitigation, severity, status, rule, facts, aside } = value;
  const isText = [id, cell, category, title, description, mitigation].every((one) => typeof one === "string");
  const grave = severities.find((one) => one === severity);
  const state = statuses.find((one) => one === status);
  const isFine = isText && Number.isSafeInteger(number) && grave && state && textOf(title).length <= LONGEST_NAME;
  if (!isFine) return null;
  return {
    id: textOf(id),
    number: number as number,
    cell: textOf(cell),
    category: textOf(category).slice(0, 64),
    title: textOf(title),
    description: textOf(description).slice(0, LONGEST_PROSE),
    mitigation: textOf(mitigation).slice(0, LONGEST_PROSE),
    severity: grave,
    status: state,
    rule: typeof rule === "string" ? rule.slice(0, 64) : null,
    facts: listOf(facts)
      .filter(isObject)
      .slice(0, 20)
      .map(({ is, of }) => (typeof of === "string" ? { is: textOf(is), of } : { is: textOf(is) })),
    ...(isObject(aside) && !isEmpty(aside) ? { aside } : {}),
  };
}
