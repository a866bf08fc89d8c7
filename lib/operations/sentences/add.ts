import { z } from "zod";
import { nextId } from "../../../db/ids";
import { addSentence as insertSentence, sentencesOf } from "../../../db/sentences";
import { REASON } from "../../domain/reason";
import { Refusal } from "../../domain/refusal";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { theirOwn } from "../verdict";
import { heldNow, readable, sentenceShape, text } from "./read";

const MOST = 200;

export const addSentence = operation({
  method: "confer.access.AddSentence",
  grant: "users.collaboration.AddPolicy",
  kind: "write",
  summary:
    "Write down what must hold of one's access, as `role Contractors never billing.*`. What breaks it is not saved any more.",
  input: z.object({ text: text(), draft: field.flag().optional(), ownerUid: field.ownerUid() }),
  output: z.strictObject({ sentence: sentenceShape }),
  owner: ownerMeant,
  ownersOnly: true,
  load: async (at) => ({ written: readable(at.input.text), count: (await sentencesOf(at.db, at.owner)).length }),
  allow: theirOwn,
  handle: async (at) => {
    const { written, count } = at.facts;
    if (count >= MOST) {
      throw new Refusal("limit", `An account has at most ${MOST} sentences.`, { reason: REASON.mostSentences });
    }
    const row = { owner_uid: at.owner, id: await nextId(), text: written, is_draft: at.input.draft ?? false };
    const sentence = await heldNow(at, row);
    await insertSentence(at.db, row);
    at.record({ target: "sentence", id: row.id, after: { text: row.text, draft: row.is_draft } });
    return { sentence };
  },
});
