import { Refusal } from "../../domain/refusal";
import { perform, readBeside } from "../../operations/perform";
import {
  createThreatModel,
  deleteThreatModel,
  editThreatModel,
  getThreatModel,
  listThreatModels,
} from "../../operations/threat-models";
import { type Asked, type Handler, json, nothing } from "./asked";
import { change, readFirst } from "./change";
import { Declined } from "./declined";
import { lastWord, readEntries } from "./entries";
import { idOf } from "./ids";
import { readObject } from "./json";
import { modelItemOf, modelOf } from "./model-wire";
import { pageOf } from "./paging";
import { patched, readPatch } from "./patch";
import { soughtIn } from "./sought";
import { etag, expectedOf, onNewest, unversioned } from "./versions";

/** Members the server writes: a new threat model must not bring them, and a patch must not touch them (tmi.md 3.3). */
const SERVERS =
  "id owner created_at modified_at created_by alias version status_updated deleted_at documents repositories diagrams threats notes assets".split(
    " ",
  );
const READ_ONLY = SERVERS.filter((name) => name !== "owner");

type Body = Record<string, unknown>;

export const listModels: Handler = async ({ actor, profile, query }) => {
  const page = pageOf(query);
  const { isNobodys, ...sought } = soughtIn(query);
  const found = await perform(listThreatModels, actor, { ...page, ...sought });
  const { models, total } = isNobodys ? found : { models: [], total: 0 };
  const items = models.map((model) => modelItemOf(model, profile));
  return json(profile === "1.0.0" ? items : { threat_models: items, total, ...page });
};

export const createModel: Handler = async (asked) => {
  const body = readObject(asked.request.body);
  const foreign = SERVERS.find((name) => name in body);
  if (foreign) throw new Declined(400, "invalid_input", `${foreign} is written by the server alone.`);
  return change(
    asked,
    createThreatModel,
    () => saidIn(body),
    ({ model }) => {
      const location = `${asked.prefix}/threat_models/${model.id}`;
      return json(modelOf(model, [], asked.profile), 201, { location, ...etag(model.version) });
    },
  );
};

export const readModel: Handler = async (asked) => {
  const { model, diagrams } = await perform(getThreatModel, asked.actor, { id: named(asked) });
  return json(modelOf(model, diagrams, asked.profile), 200, etag(model.version));
};

/**
 * The whole of what a client writes: a description, labels or link that are not said are gone. Who may do what, and the state, only change where
 * they are said. `version` in the body stands in for If-Match.
 */
export const putModel: Handler = async (asked) => {
  const body = readObject(asked.request.body);
  if (body.name === undefined) throw new Declined(400, "invalid_input", "name is missing.");
  const id = named(asked);
  const expected = expectedOf(asked) ?? (Number.isSafeInteger(body.version) ? (body.version as number) : undefined);
  await keepsOwner(asked, id, body.owner);
  const cleared = { description: null, metadata: [], issueUri: null };
  return edited(asked, id, expected, () => ({ ...cleared, ...saidIn(body) }));
};

export const patchModel: Handler = async (asked) => {
  const id = named(asked);
  const operations = readPatch(asked.request.body, READ_ONLY);
  const expected = expectedOf(asked);
  return onNewest(expected, async () => {
    const { model } = await readFirst(asked, getThreatModel, { id });
    const before: Body = modelOf(model, [], asked.profile);
    const after: Body = patched(before, operations);
    await keepsOwner(asked, id, after.owner);
    return edited(asked, id, expected ?? model.version, () => {
      const { authorization, ...said } = saidIn(differing(before, after));
      return { ...said, ...(authorization ? { authorization: lastWord(authorization) } : {}) };
    });
  });
};

export const deleteModel: Handler = (asked) =>
  change(asked, deleteThreatModel, { id: named(asked), ...ifVersion(expectedOf(asked)) }, () =>
    nothing(204, unversioned(asked)),
  );

const named = ({ params }: Asked) => idOf(params.threat_model_id, "threat_model_id");
const ifVersion = (expected: number | undefined) => (expected === undefined ? {} : { ifVersion: expected });

const edited = (asked: Asked, id: string, expected: number | undefined, changes: () => ReturnType<typeof saidIn>) =>
  change(
    asked,
    editThreatModel,
    () => ({ id, ...ifVersion(expected), changes: changes() }),
    async ({ model }) => {
      // Whoever gave away their own role sees what they did, and no more.
      const { diagrams } = await readBeside(getThreatModel, asked.actor, { id }).catch(nothingShown);
      return json(modelOf(model, diagrams, asked.profile), 200, { ...etag(model.version), ...unversioned(asked) });
    },
  );

function nothingShown(error: unknown): { diagrams: [] } {
  if (error instanceof Refusal && error.code === "not-found") return { diagrams: [] };
  throw error;
}

/** A threat model stays with its account: naming another owner is refused, naming the one there is says nothing. */
async function keepsOwner(asked: Asked, id: string, sent: unknown): Promise<void> {
  if (sent === undefined || sent === null) return;
  const { model } = await readFirst(asked, getThreatModel, { id });
  const { owner } = modelOf(model, [], asked.profile);
  const same = typeof sent === "string" ? sent.toLowerCase() === model.owner.email : sameMembers(owner, sent);
  if (same) return;
  if (model.role !== "owner") throw new Declined(403, "forbidden", "Only an owner changes who owns it.");
  throw new Declined(
    400,
    "invalid_input",
    "A threat model stays with its account; give another person the role owner instead.",
  );
}

const sameMembers = (owner: unknown, sent: unknown): boolean => {
  const [one, other] = [owner, sent].map((user) =>
    typeof user === "object" && user ? (user as Body) : { email: user },
  );
  return other?.provider_id === one?.provider_id && one?.provider_id !== undefined ? true : other?.email === one?.email;
};

/** What a body says, in the house's words; its values are judged by the operation. */
function saidIn(body: Body) {
  const taken: Body = {};
  for (const [theirs, ours] of Object.entries(WORDS)) if (theirs in body) taken[ours] = body[theirs];
  if (taken.metadata === null) taken.metadata = [];
  if (taken.framework === null || taken.framework === "") taken.framework = "STRIDE";
  if (taken.issueUri === "") taken.issueUri = null;
  const authorization = readEntries(body.authorization);
  // biome-ignore lint/suspicious/noExplicitAny: the operation's own schema reads it
  return { ...(taken as any), ...(authorization ? { authorization } : {}) } as {
    authorization?: ReturnType<typeof readEntries>;
  };
}

const WORDS = {
  name: "name",
  description: "description",
  threat_model_framework: "framework",
  metadata: "metadata",
  issue_uri: "issueUri",
  is_confidential: "isConfidential",
  status: "status",
} as const;

/** The members that are not what they were; one that is gone is null. */
function differing(before: Body, after: Body): Body {
  const changed: Body = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (JSON.stringify(before[name]) !== JSON.stringify(after[name])) changed[name] = after[name] ?? null;
  }
  return changed;
}
