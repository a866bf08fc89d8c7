import { createDiagram, deleteDiagram, editDiagram, getDiagram, listDiagrams } from "../../operations/diagrams";
import { perform } from "../../operations/perform";
import { type Asked, type Handler, json, nothing } from "./asked";
import { change, readFirst } from "./change";
import { Declined } from "./declined";
import { diagramItemOf, diagramOf } from "./diagram-wire";
import { idOf } from "./ids";
import { readObject } from "./json";
import { emptyList } from "./lists";
import { pageOf } from "./paging";
import { patched, readPatch } from "./patch";
import { etag, expectedOf, onNewest, unversioned } from "./versions";

const READ_ONLY = "id type created_at modified_at update_vector alias version deleted_at auto_generated".split(" ");
const TYPE = "DFD-1.0.0";

type Body = Record<string, unknown>;

export const list: Handler = async ({ actor, params, profile, query }) => {
  const page = pageOf(query);
  const { diagrams, total } = await perform(listDiagrams, actor, { threatModelId: modelId(params), ...page });
  const items = diagrams.map((diagram) => diagramItemOf(diagram, profile));
  return json(profile === "1.0.0" ? items : { diagrams: items, total, ...page });
};

/** What a threat model of Confer does not hold is an empty list, to whoever may read it. */
export const nothingOf = (name: string): Handler => {
  const answer = emptyList(name);
  return async (asked) => {
    await perform(listDiagrams, asked.actor, { threatModelId: modelId(asked.params), limit: 0 });
    return answer(asked);
  };
};

export const create: Handler = async (asked) => {
  const { name, type, description } = readObject(asked.request.body);
  const threatModelId = modelId(asked.params);
  if (type !== TYPE) throw new Declined(400, "invalid_input", `type is ${TYPE}.`);
  const said = { name, ...(description === undefined || description === null ? {} : { description }) };
  return change(asked, createDiagram, { threatModelId, ...said }, ({ diagram }) => {
    const location = `${asked.prefix}/threat_models/${threatModelId}/diagrams/${diagram.id}`;
    return json(diagramOf(diagram, asked.profile), 201, { location, ...etag(diagram.version) });
  });
};

export const read: Handler = async (asked) => {
  const { diagram } = await perform(getDiagram, asked.actor, namedIn(asked));
  return json(diagramOf(diagram, asked.profile), 200, etag(diagram.version));
};

/** The whole of what a client writes: a description or labels that are not said are gone; the rest only changes where it is said. */
export const put: Handler = async (asked) => {
  const body = readObject(asked.request.body, "diagram");
  if (body.type !== TYPE) throw new Declined(400, "invalid_input", `type is ${TYPE}.`);
  if (body.name === undefined) throw new Declined(400, "invalid_input", "name is missing.");
  if (!Array.isArray(body.cells)) throw new Declined(400, "invalid_input", "cells is a list.");
  const expected = expectedOf(asked) ?? (Number.isSafeInteger(body.version) ? (body.version as number) : undefined);
  return edited(asked, expected, { description: null, metadata: [], ...saidIn(body) });
};

export const patch: Handler = async (asked) => {
  const operations = readPatch(asked.request.body, READ_ONLY, "diagram");
  const expected = expectedOf(asked);
  return onNewest(expected, async () => {
    const { diagram } = await readFirst(asked, getDiagram, namedIn(asked));
    const before: Body = diagramOf(diagram, asked.profile);
    const after: Body = patched(before, operations);
    const changed = Object.keys({ ...before, ...after }).filter(
      (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
    );
    const said = Object.fromEntries(changed.map((name) => [name, after[name] ?? null]));
    return edited(asked, expected ?? diagram.version, saidIn(said));
  });
};

export const remove: Handler = async (asked) => {
  const expected = expectedOf(asked);
  const version = expected === undefined ? {} : { ifVersion: expected };
  return change(asked, deleteDiagram, { ...namedIn(asked), ...version }, () => nothing(204, unversioned(asked)));
};

async function edited(asked: Asked, expected: number | undefined, changes: Body) {
  const version = expected === undefined ? {} : { ifVersion: expected };
  return change(asked, editDiagram, { ...namedIn(asked), ...version, changes }, ({ diagram }) =>
    json(diagramOf(diagram, asked.profile), 200, { ...etag(diagram.version), ...unversioned(asked) }),
  );
}

export const modelId = (params: Asked["params"]) => idOf(params.threat_model_id, "threat_model_id");

/** A diagram in its threat model, as the path names them. */
export const namedIn = ({ params }: Pick<Asked, "params">) => ({
  threatModelId: modelId(params),
  id: idOf(params.diagram_id, "diagram_id"),
});

/** What a body says, in the house's words; its values are judged by the operation. */
function saidIn(body: Body): Body {
  const said: Body = {};
  for (const [theirs, ours] of Object.entries(WORDS)) if (theirs in body) said[ours] = body[theirs];
  if (said.metadata === null) said.metadata = [];
  for (const flag of ["includeInReport", "timmyEnabled"]) if (said[flag] === null) delete said[flag];
  if (said.cells === null) said.cells = [];
  return said;
}

const WORDS = {
  name: "name",
  description: "description",
  metadata: "metadata",
  image: "image",
  color_palette: "colorPalette",
  include_in_report: "includeInReport",
  timmy_enabled: "timmyEnabled",
  cells: "cells",
} as const;
