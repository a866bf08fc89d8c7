import { z } from "zod";
import * as field from "../fields";
import { everyModel, modelWires, page } from "../models";
import { operation } from "../operation";
import { yes } from "../verdict";
import { type ModelWire, modelShape } from "../wire/models";

export const listThreatModels = operation({
  method: "threatmodel.model.GetThreatModels",
  kind: "read",
  scope: "resource",
  summary: "List the threat models one has a role on, one's own first.",
  input: z.object({
    limit: field.count(1000).optional(),
    offset: field.count(1_000_000).optional(),
    name: field.text(256).optional(),
  }),
  output: z.strictObject({ models: z.array(modelShape), total: z.number().int() }),
  load: everyModel,
  allow: () => yes("They see those they have a role on."),
  handle: async (at) => {
    const sought = at.input.name?.toLowerCase() ?? "";
    const all = at.facts.flatMap(({ owner, models }) => models.map((one) => ({ owner, ...one })));
    const matching = all.filter(({ model }) => model.name.toLowerCase().includes(sought));
    const models: ModelWire[] = [];
    for (const one of page(matching, at.input)) models.push(...(await modelWires(at, one.owner, [one])));
    return { models, total: matching.length };
  },
});
