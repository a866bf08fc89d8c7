import { z } from "zod";
import * as field from "../fields";
import { standOf } from "../must-hold";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { all, no, yes } from "../verdict";
import { kept, maySee, SHOWS, tellingTo } from "./kept";
import { readable, sentenceShape, text } from "./read";

export const checkSentences = operation({
  method: "confer.access.CheckSentences",
  grant: SHOWS,
  kind: "read",
  summary:
    "Tell whether everything that must hold of an owner's access does; or, to the owner, whether one sentence would, before it is kept.",
  input: z.object({ text: text().optional(), ownerUid: field.ownerUid() }),
  output: z.strictObject({ holds: z.boolean(), failing: z.array(sentenceShape) }),
  owner: ownerMeant,
  load: async (at) => {
    const { input, owner, actor } = at;
    if (input.text === undefined || owner !== actor.uid) return kept(at);
    const rows = [{ owner_uid: owner, id: 0, text: readable(input.text), is_draft: false }];
    return { ...(await kept(at)), rows };
  },
  // Whoever could try any sentence would find out what there is beyond what they see.
  allow: (at) => {
    const tries = at.input.text !== undefined && at.owner !== at.actor.uid;
    return all(maySee(at), tries ? no("Only the owner of an account may do this.") : yes("It is kept already."));
  },
  handle: async (at) => {
    const tell = await tellingTo(at, await standOf(at.db, at.owner, at.version));
    const failing = at.facts.rows.map(tell).filter(({ holds, draft }) => !holds && !draft);
    return { holds: failing.length === 0, failing };
  },
});
