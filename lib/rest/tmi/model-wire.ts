import { FIRST_STATUS } from "../../operations/threat-models/fields";
import type { DiagramWire, ModelWire } from "../../operations/wire/models";
import { diagramOf } from "./diagram-wire";
import { entryOf } from "./entries";
import { namedOf } from "./people";
import type { Profile } from "./profiles";

/** A threat model whole. What Confer does not keep (threats, documents and the like) is empty, not absent. */
export function modelOf(model: ModelWire, diagrams: readonly DiagramWire[], profile: Profile) {
  const { id, name, description, framework, metadata, issueUri, createdAt, modifiedAt, statusUpdated } = model;
  const common = {
    id,
    name,
    owner: namedOf(model.owner, profile),
    created_by: namedOf(model.createdBy, profile),
    threat_model_framework: framework,
    authorization: model.authorization.map((entry) => entryOf(entry, profile)),
    metadata,
    status: model.status ?? FIRST_STATUS,
    created_at: createdAt,
    modified_at: modifiedAt,
    diagrams: diagrams.map((diagram) => diagramOf(diagram, profile)),
    documents: [],
    repositories: [],
    threats: [],
    notes: [],
    assets: [],
  };
  if (profile === "1.0.0") {
    return { ...common, ...said({ description, issue_uri: issueUri }), status_updated: statusUpdated };
  }
  return {
    ...common,
    description,
    issue_uri: issueUri,
    ...said({ status_updated: statusUpdated }),
    alias: model.alias,
    version: model.version,
    project_id: null,
    is_confidential: model.isConfidential,
    deleted_at: null,
  };
}

/** A line of the list. */
export function modelItemOf(model: ModelWire, profile: Profile) {
  const { id, name, description, framework, issueUri, createdAt, modifiedAt, statusUpdated } = model;
  return {
    id,
    name,
    ...said({ description, issue_uri: issueUri, status_updated: statusUpdated }),
    created_at: createdAt,
    modified_at: modifiedAt,
    owner: namedOf(model.owner, profile),
    created_by: namedOf(model.createdBy, profile),
    threat_model_framework: framework,
    status: model.status ?? FIRST_STATUS,
    document_count: 0,
    repo_count: 0,
    diagram_count: model.diagramCount,
    threat_count: 0,
    asset_count: 0,
    note_count: 0,
    ...(profile === "1.8" ? { alias: model.alias, deleted_at: null } : {}),
  };
}

/** Where a schema has no null, what was never said is absent. */
const said = (members: Record<string, string | null>): Record<string, string> =>
  Object.fromEntries(Object.entries(members).filter((one): one is [string, string] => one[1] !== null));
