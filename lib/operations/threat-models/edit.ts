import { z } from "zod";
import { findModel, putEntries, saveModel } from "../../../db/threat-models";
import * as field from "../fields";
import { expectVersion, judgeOwner, judgeReached, modelWires, ownerOfNamed, reachModel } from "../models";
import { operation } from "../operation";
import { noLongerOwn } from "../own-line";
import { untilWire } from "../until";
import { all, no } from "../verdict";
import { judgeOn, viewOf } from "../views";
import { modelShape } from "../wire/models";
import { columnsOf, environmentMeant, isGone, modelFields, readEntries } from "./fields";

export const editThreatModel = operation({
  method: "threatmodel.model.EditThreatModel",
  kind: "write",
  scope: "resource",
  summary:
    "Change a threat model; who may do what on it, and to which environment it is attached, only its owners change.",
  input: z.object({
    id: field.uuid(),
    ifVersion: field.count(Number.MAX_SAFE_INTEGER).optional(),
    changes: z.object(modelFields).partial(),
  }),
  output: z.strictObject({ model: modelShape }),
  owner: (at) => ownerOfNamed(at, at.input.id),
  load: async (at) => {
    const { authorization, environment } = at.input.changes;
    const reached = await reachModel(at, at.input.id);
    const entries = authorization && (await readEntries(at, authorization, reached.model.entries));
    const target = environment ? await environmentMeant(at, environment) : null;
    return { ...reached, entries, target, view: await viewOf(at) };
  },
  allow: (at) => {
    const { model, entries, target, view } = at.facts;
    const { environment } = at.input.changes;
    const relisted = entries !== undefined && !sameEntries(holding(model.entries), holding(entries));
    const moved = environment !== undefined && (target?.appid ?? null) !== model.environment;
    return all(
      judgeReached(at.facts),
      ...(relisted || moved ? [judgeOwner(at, at.facts)] : []),
      ...(entries ? [noLongerOwn(at, model.entries, entries)] : []),
      ...(moved && target
        ? [
            target.owner === at.owner
              ? judgeOn(at, view, { type: "ENV", id: target.appid })
              : no("The environment belongs to another account."),
          ]
        : []),
    );
  },
  handle: async (at) => {
    const { model, entries, target, role } = at.facts;
    const { changes } = at.input;
    expectVersion(at.input.ifVersion, model.version);
    const moved = changes.environment === undefined ? {} : { environment: target?.appid ?? null };
    const columns = { ...columnsOf(changes, model), ...moved };
    await saveModel(at.db, model, columns);
    if (entries && !sameEntries(model.entries, entries)) await putEntries(at.db, at.owner, model.id, entries);
    const before = { name: model.name, environment: model.environment, entries: model.entries.map(shown) };
    const after = (await findModel(at.db, at.owner, model.id))!;
    at.record({
      target: "threat-model",
      id: model.id,
      before,
      after: { name: after.name, environment: after.environment, entries: after.entries.map(shown) },
    });
    const [wire] = await modelWires(at, at.owner, [{ model: after, role: role ?? "reader" }]);
    return { model: wire! };
  },
});

type Entries = Parameters<typeof putEntries>[3];

const holding = (entries: Entries) => entries.filter((line) => !isGone(line));
const shown = ({ principal_type, uid, email, provider, group_name, role, ends_at }: Entries[number]) => ({
  principal_type,
  uid,
  email,
  provider,
  group_name,
  role,
  ...untilWire({ ends_at: ends_at ?? null }),
});
const sameEntries = (one: Entries, other: Entries): boolean =>
  JSON.stringify(one.map(shown)) === JSON.stringify(other.map(shown));
