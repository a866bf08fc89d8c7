import { z } from "zod";
import type { ThreatRow } from "../../../db/schema";
import { threatened } from "../../domain/threats/facts";
import { conditions, type Rule } from "../../domain/threats/rule";
import type { Dismissal } from "../../domain/threats/suggest";
import { categories, severities, statuses } from "../../domain/threats/threat";
import * as field from "../fields";

/** What threats, rules and dismissals look like from outside, and how they are said. */

export const MOST_AT_ONCE = 500;
const MOST_FACTS = 40;
const factShape = z.strictObject({ is: field.text(64), of: field.text(200).optional() });

/** What one says of a threat. */
export const threatFields = {
  category: field.name(64),
  title: field.name(256),
  description: field.prose(2048),
  mitigation: field.prose(2048),
  severity: field.choice(severities),
  status: field.choice(statuses),
};

export const newThreat = z.strictObject({
  diagramId: field.uuid(),
  cell: field.uuid(),
  rule: field.name(64).nullable(),
  facts: z.array(factShape).max(MOST_FACTS),
  ...threatFields,
});

export const threatShape = z.strictObject({
  id: z.string(),
  diagramId: z.string(),
  cell: z.string(),
  number: z.number().int(),
  rule: z.string().nullable(),
  facts: z.array(z.strictObject({ is: z.string(), of: z.string().optional() })),
  category: z.string(),
  title: z.string(),
  description: z.string(),
  mitigation: z.string(),
  severity: z.enum(severities),
  status: z.enum(statuses),
  createdAt: z.string(),
  modifiedAt: z.string(),
  version: z.number().int(),
});
export type ThreatWire = z.infer<typeof threatShape>;

export const threatWire = (row: ThreatRow): ThreatWire => ({
  id: row.id,
  diagramId: row.diagram_id,
  cell: row.cell,
  number: row.number,
  rule: row.rule,
  facts: row.facts.map(({ is, of }) => (of === undefined ? { is } : { is, of })),
  category: row.category,
  title: row.title,
  description: row.description,
  mitigation: row.mitigation,
  severity: row.severity,
  status: row.status,
  createdAt: row.created_at.toISOString(),
  modifiedAt: row.modified_at.toISOString(),
  version: row.version,
});

const wordsShape = z.strictObject({
  title: field.name(256),
  description: field.prose(2048),
  mitigation: field.prose(2048),
});
export const ruleShape: z.ZodType<Rule, Rule> = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  on: z.array(z.enum(threatened)).min(1).max(threatened.length),
  when: z.array(z.enum(conditions as [Rule["when"][number], ...Rule["when"]])).max(12),
  category: z.enum(categories),
  severity: z.enum(severities),
  isOn: z.boolean(),
  words: wordsShape.nullable(),
});

const rule = field.name(64);
export const dismissalShape = z.union([
  z.strictObject({ rule, scope: z.literal("here"), diagram: field.uuid(), cell: field.uuid() }),
  z.strictObject({ rule, scope: z.literal("kind"), kind: z.enum(threatened) }),
  z.strictObject({ rule, scope: z.literal("always") }),
]) satisfies z.ZodType<Dismissal>;

/** How a threat model is named. */
export const named = { threatModelId: field.uuid() };
