import { z } from "zod";
import { ownRules, removeRule } from "../../../db/threats";
import { notFound } from "../../domain/refusal";
import * as field from "../fields";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { response } from "../wire/shapes";

export const deleteRule = operation({
  method: "threatmodel.threat.DeleteRule",
  grant: "threatmodel.model.EditThreatModel",
  kind: "write",
  summary: "Remove a rule of one's own; one of the house's is as it was made again.",
  input: z.object({ id: field.name(64) }),
  output: response,
  load: async (at) => {
    const rule = (await ownRules(at.db, at.owner)).find(({ id }) => id === at.input.id);
    if (!rule) throw notFound("rule");
    return rule;
  },
  allow: theirOwn,
  handle: async (at) => {
    await removeRule(at.db, at.owner, at.facts.id);
    at.record({ target: "threat-rule", id: at.facts.id, before: at.facts });
    return {};
  },
});
