import { z } from "zod";
import { sentencesOf } from "../../../db/sentences";
import { standOf } from "../must-hold";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { readable, sentenceShape, sentenceWire, text } from "./read";

export const checkSentences = operation({
  method: "confer.access.CheckSentences",
  grant: "users.collaboration.GetPolicies",
  kind: "read",
  summary: "Tell whether everything that must hold does; or whether one sentence would, before it is kept.",
  input: z.object({ text: text().optional() }),
  output: z.strictObject({ holds: z.boolean(), failing: z.array(sentenceShape) }),
  load: async (at) =>
    at.input.text === undefined
      ? sentencesOf(at.db, at.owner)
      : [{ owner_uid: at.owner, id: 0, text: readable(at.input.text), is_draft: false }],
  allow: theirOwn,
  handle: async (at) => {
    const stand = await standOf(at.db, at.owner, at.version);
    const failing = at.facts.map((row) => sentenceWire(row, stand)).filter(({ holds, draft }) => !holds && !draft);
    return { holds: failing.length === 0, failing };
  },
});
