import { z } from "zod";
import { ownRules, saveRule as save } from "../../../db/threats";
import { invalid, Refusal } from "../../domain/refusal";
import { isOfHouse } from "../../domain/threats/library";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { response } from "../wire/shapes";
import { ruleShape } from "./shapes";

const MOST_RULES = 200;

export const saveRule = operation({
  method: "threatmodel.threat.SaveRule",
  grant: "threatmodel.model.EditThreatModel",
  kind: "write",
  summary: "Change one of the rules that suggest threats in one's account, or add one.",
  input: z.object({ rule: ruleShape }),
  output: response,
  load: (at) => ownRules(at.db, at.owner),
  allow: theirOwn,
  handle: async (at) => {
    const { rule } = at.input;
    // The house's rules have words in every language; others need some.
    if (rule.words === null && !isOfHouse(rule.id)) throw invalid("rule", "a rule needs a title");
    const before = at.facts.find(({ id }) => id === rule.id);
    if (!before && at.facts.length >= MOST_RULES)
      throw new Refusal("limit", `At most ${MOST_RULES} rules of one's own.`);
    await save(at.db, { owner: at.owner, by: at.actor.uid }, rule);
    at.record({ target: "threat-rule", id: rule.id, before, after: rule });
    return {};
  },
});
