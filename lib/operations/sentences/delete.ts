import { z } from "zod";
import { dropSentence } from "../../../db/sentences";
import * as field from "../fields";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { theirOwn } from "../verdict";
import { response } from "../wire/shapes";
import { loadSentence } from "./read";

export const deleteSentence = operation({
  method: "confer.access.DeleteSentence",
  grant: "users.collaboration.DeletePolicy",
  kind: "write",
  summary: "Take a sentence away: it stops nothing any more.",
  input: z.object({ id: field.id(), ownerUid: field.ownerUid() }),
  output: response,
  owner: ownerMeant,
  ownersOnly: true,
  load: loadSentence,
  allow: theirOwn,
  handle: async (at) => {
    const { id, text, is_draft } = at.facts;
    await dropSentence(at.db, at.owner, id);
    at.record({ target: "sentence", id, before: { text, draft: is_draft } });
    return {};
  },
});
