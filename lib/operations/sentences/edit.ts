import { z } from "zod";
import { saveSentence } from "../../../db/sentences";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { theirOwn } from "../verdict";
import { heldNow, loadSentence, readable, sentenceShape, text } from "./read";

export const editSentence = operation({
  method: "confer.access.EditSentence",
  grant: "users.collaboration.EditPolicy",
  kind: "write",
  summary: "Write a sentence anew, or make it a draft, which stops nothing, or the other way round.",
  input: z.object({
    id: field.id(),
    text: text().optional(),
    draft: field.flag().optional(),
    ownerUid: field.ownerUid(),
  }),
  output: z.strictObject({ sentence: sentenceShape }),
  owner: ownerMeant,
  ownersOnly: true,
  load: loadSentence,
  allow: theirOwn,
  handle: async (at) => {
    const before = at.facts;
    const row = {
      ...before,
      text: at.input.text === undefined ? before.text : readable(at.input.text),
      is_draft: at.input.draft ?? before.is_draft,
    };
    const sentence = await heldNow(at, row);
    await saveSentence(at.db, row);
    at.record({
      target: "sentence",
      id: row.id,
      before: { text: before.text, draft: before.is_draft },
      after: { text: row.text, draft: row.is_draft },
    });
    return { sentence };
  },
});
