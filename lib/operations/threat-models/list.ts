import { z } from "zod";
import { type Named, namesOf } from "../../../db/accounts";
import type { ThreatModel } from "../../../db/threat-models";
import * as field from "../fields";
import { everyModel, modelWires, page } from "../models";
import { operation } from "../operation";
import { yes } from "../verdict";
import { type ModelWire, modelShape } from "../wire/models";
import { FIRST_STATUS } from "./fields";

/** Each says less of the list; texts are sought in what there is, whatever the case of their letters. */
const sought = z.object({
  name: field.text(256).optional(),
  description: field.text(1000).optional(),
  issueUri: field.text(1000).optional(),
  owner: field.text(256).optional(),
  status: field.texts(50).optional(),
  createdAfter: field.date().optional(),
  createdBefore: field.date().optional(),
  modifiedAfter: field.date().optional(),
  modifiedBefore: field.date().optional(),
  statusAfter: field.date().optional(),
  statusBefore: field.date().optional(),
});

export const listThreatModels = operation({
  method: "threatmodel.model.GetThreatModels",
  kind: "read",
  scope: "resource",
  summary: "List the threat models one has a role on, one's own first.",
  input: z.object({
    limit: field.count(1000).optional(),
    offset: field.count(Number.MAX_SAFE_INTEGER).optional(),
    ...sought.shape,
  }),
  output: z.strictObject({ models: z.array(modelShape), total: z.number().int() }),
  load: everyModel,
  allow: () => yes("They see those they have a role on."),
  handle: async (at) => {
    const { input, facts } = at;
    const owners = input.owner ? facts.map(({ owner }) => owner) : [];
    const people = await namesOf(at.db, owners);
    const all = facts
      .filter(({ owner }) => !input.owner || isNamed(people.get(owner), input.owner))
      .flatMap(({ owner, models }) => models.map((one) => ({ owner, ...one })));
    const matching = all.filter(({ model }) => isSought(model, input));
    const models: ModelWire[] = [];
    for (const one of page(matching, input)) models.push(...(await modelWires(at, one.owner, [one])));
    return { models, total: matching.length };
  },
});

const has = (text: string | null, part = ""): boolean => (text ?? "").toLowerCase().includes(part.toLowerCase());

const isNamed = (person: Named | undefined, part: string): boolean =>
  person !== undefined && (has(person.name, part) || has(person.email, part));

const isWithin = (at: Date | null, after: Date | undefined, before: Date | undefined): boolean =>
  (!after && !before) || (at !== null && (!after || at > after) && (!before || at < before));

const isSought = (model: ThreatModel, said: z.output<typeof sought>): boolean =>
  has(model.name, said.name) &&
  has(model.description, said.description) &&
  has(model.issue_uri, said.issueUri) &&
  (!said.status || said.status.includes(model.status ?? FIRST_STATUS)) &&
  isWithin(model.created_at, said.createdAfter, said.createdBefore) &&
  isWithin(model.modified_at, said.modifiedAfter, said.modifiedBefore) &&
  isWithin(model.status_at, said.statusAfter, said.statusBefore);
