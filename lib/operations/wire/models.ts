import { z } from "zod";
import type { Named } from "../../../db/accounts";
import type { Diagram as DiagramFound } from "../../../db/diagrams";
import type { ThreatModel } from "../../../db/threat-models";
import type { Cell } from "../../domain/diagram/cell";
import { type ModelEntry, type ModelRole, modelRoles } from "../../domain/diagram/rights";

/** Threat models, diagrams and sessions in the house's own words; the TMI door puts them into those of each of its profiles. */
const int = z.number().int();

export const personShape = z.strictObject({ uid: int, email: z.string(), name: z.string() });
export const metadataShape = z.array(z.strictObject({ key: z.string(), value: z.string() }));

export const entryShape = z.strictObject({
  principalType: z.enum(["user", "group"]),
  uid: int.nullable(),
  email: z.string(),
  name: z.string(),
  provider: z.string(),
  group: z.string(),
  role: z.enum(modelRoles),
});

export const modelShape = z.strictObject({
  id: z.string(),
  ownerUid: int,
  owner: personShape,
  createdBy: personShape,
  name: z.string(),
  description: z.string().nullable(),
  framework: z.string(),
  status: z.string().nullable(),
  statusUpdated: z.string().nullable(),
  issueUri: z.string().nullable(),
  isConfidential: z.boolean(),
  metadata: metadataShape,
  environment: z.string().nullable(),
  authorization: z.array(entryShape),
  alias: int,
  version: int,
  createdAt: z.string(),
  modifiedAt: z.string(),
  role: z.enum(modelRoles),
  diagramCount: int,
});
export type ModelWire = z.infer<typeof modelShape>;

export const summaryShape = z.strictObject({
  id: z.string(),
  threatModelId: z.string(),
  name: z.string(),
  type: z.literal("DFD-1.0.0"),
  description: z.string().nullable(),
  createdAt: z.string(),
  modifiedAt: z.string(),
  image: z.strictObject({ svg: z.string().optional(), update_vector: int.optional() }).nullable(),
  includeInReport: z.boolean(),
  timmyEnabled: z.boolean(),
  alias: int,
  version: int,
  updateVector: int,
});
export const diagramShape = summaryShape.extend({
  metadata: metadataShape,
  colorPalette: z.array(z.strictObject({ position: int, color: z.string() })).nullable(),
  cells: z.array(z.custom<Cell>()),
});
export type SummaryWire = z.infer<typeof summaryShape>;
export type DiagramWire = z.infer<typeof diagramShape>;

export const sessionShape = z.strictObject({
  id: z.string(),
  threatModelId: z.string(),
  threatModelName: z.string(),
  diagramId: z.string(),
  diagramName: z.string(),
  host: personShape,
  presenter: personShape.nullable(),
  participants: z.array(
    z.strictObject({ user: personShape, permissions: z.enum(["reader", "writer"]), lastActivity: z.string() }),
  ),
  /** The asker's own. */
  role: z.enum(modelRoles),
});
export type SessionWire = z.infer<typeof sessionShape>;

/** Somebody whose account is gone keeps their number. */
export const personWire = (people: ReadonlyMap<number, Named>, uid: number): Named =>
  people.get(uid) ?? { uid, email: "", name: "" };

export function entryWire(
  { principal_type, uid, email, provider, group_name, role }: ModelEntry,
  people: ReadonlyMap<number, Named>,
): z.infer<typeof entryShape> {
  const { email: address, name } = uid === null ? { email, name: "" } : personWire(people, uid);
  return { principalType: principal_type, uid, email: address, name, provider, group: group_name, role };
}

export function modelWire(
  model: ThreatModel,
  { role, people, environment, diagramCount }: ModelTold & { role: ModelRole; diagramCount: number },
): ModelWire {
  return {
    id: model.id,
    ownerUid: model.owner_uid,
    owner: personWire(people, model.owner_uid),
    createdBy: personWire(people, model.created_by),
    name: model.name,
    description: model.description,
    framework: model.framework,
    status: model.status,
    statusUpdated: model.status_at?.toISOString() ?? null,
    issueUri: model.issue_uri,
    isConfidential: model.is_confidential,
    metadata: model.metadata,
    environment,
    authorization: model.entries.map((entry) => entryWire(entry, people)),
    alias: model.alias,
    version: model.version,
    createdAt: model.created_at.toISOString(),
    modifiedAt: model.modified_at.toISOString(),
    role,
    diagramCount,
  };
}

/** `environment`: the name of the one the model is attached to. */
export type ModelTold = { people: ReadonlyMap<number, Named>; environment: string | null };

/** What a diagram's version is to those who ask for it: every edit and every other change makes a new one. */
export const versionOf = ({ version, seq }: Pick<DiagramFound, "version" | "seq">): number => version + seq;

export function summaryWire(diagram: DiagramFound): SummaryWire {
  const { modified_at, drawn_at } = diagram;
  return {
    id: diagram.id,
    threatModelId: diagram.threat_model_id,
    name: diagram.name,
    type: "DFD-1.0.0",
    description: diagram.description,
    createdAt: diagram.created_at.toISOString(),
    modifiedAt: (drawn_at && drawn_at > modified_at ? drawn_at : modified_at).toISOString(),
    image: diagram.image,
    includeInReport: diagram.include_in_report,
    timmyEnabled: diagram.timmy_enabled,
    alias: diagram.alias,
    version: versionOf(diagram),
    updateVector: diagram.seq,
  };
}

export const diagramWire = (diagram: DiagramFound, cells: Cell[]): DiagramWire => ({
  ...summaryWire(diagram),
  metadata: diagram.metadata,
  colorPalette: diagram.color_palette,
  cells,
});
