import { randomUUID } from "node:crypto";
import { z } from "zod";
import { nextId } from "../../../db/ids";
import { addModel, findModel, modelsOf } from "../../../db/threat-models";
import { Refusal } from "../../domain/refusal";
import * as field from "../fields";
import { modelWires } from "../models";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { no, yes } from "../verdict";
import { judgeOn, viewOf } from "../views";
import { modelShape } from "../wire/models";
import { environmentMeant, FIRST_STATUS, modelFields, readEntries } from "./fields";

/** S-65 speaks of every list an owner can fill. */
export const MOST_MODELS = 1_000;

const { name, ...rest } = modelFields;

export const createThreatModel = operation({
  method: "threatmodel.model.CreateThreatModel",
  kind: "write",
  scope: "resource",
  summary: "Make a threat model, in one's own account, or where one may on an environment of another's.",
  input: z.object({ name, ...z.object(rest).partial().shape, ownerUid: field.ownerUid() }),
  output: z.strictObject({ model: modelShape }),
  owner: async (at) => {
    const { environment, ownerUid } = at.input;
    const owner = environment && ownerUid === undefined ? (await environmentMeant(at, environment)).owner : ownerUid;
    return ownerMeant({ ...at, input: owner === undefined ? {} : { ownerUid: owner } });
  },
  load: async (at) => {
    const { environment, authorization = [] } = at.input;
    const found = environment ? await environmentMeant(at, environment) : null;
    const entries = await readEntries(at, authorization);
    return {
      appid: found?.owner === at.owner ? found.appid : null,
      isForeign: found !== null && found.owner !== at.owner,
      view: await viewOf(at),
      entries,
    };
  },
  allow: (at) => {
    const { appid, isForeign, view } = at.facts;
    if (isForeign) return no("The environment belongs to another account.");
    if (view === null) return yes("They own the account.");
    return appid === null
      ? no("It is attached to no environment they reach.")
      : judgeOn(at, view, { type: "ENV", id: appid });
  },
  handle: async (at) => {
    const { input, owner, facts } = at;
    if ((await modelsOf(at.db, owner)).length >= MOST_MODELS) {
      throw new Refusal("limit", `At most ${MOST_MODELS} threat models an account.`);
    }
    const id = randomUUID();
    const row = {
      owner_uid: owner,
      id,
      name: input.name,
      description: input.description ?? null,
      framework: input.framework ?? "STRIDE",
      status: input.status === undefined ? FIRST_STATUS : input.status,
      status_at: input.status ? new Date() : null,
      issue_uri: input.issueUri ?? null,
      is_confidential: input.isConfidential ?? false,
      metadata: input.metadata ?? [],
      environment: facts.appid,
      created_by: at.actor.uid,
      alias: await nextId(),
    };
    // Whoever makes it is its owner, and the first line of its list.
    const maker = {
      principal_type: "user" as const,
      uid: at.actor.uid,
      email: "",
      provider: "",
      group_name: "",
      role: "owner" as const,
    };
    const others = facts.entries.filter(({ uid }) => uid !== at.actor.uid);
    await addModel(at.db, row, [maker, ...others]);
    at.record({ target: "threat-model", id, after: { name: row.name, environment: row.environment } });
    const model = (await findModel(at.db, owner, id))!;
    const [wire] = await modelWires(at, owner, [{ model, role: "owner" }]);
    return { model: wire! };
  },
});
