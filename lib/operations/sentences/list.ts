import { z } from "zod";
import * as field from "../fields";
import { standOf } from "../must-hold";
import { operation } from "../operation";
import { ownerMeant } from "../standing";
import { kept, maySee, SHOWS, tellingTo } from "./kept";
import { sentenceShape } from "./read";

export const listSentences = operation({
  method: "confer.access.ListSentences",
  grant: SHOWS,
  kind: "read",
  summary:
    "List what must hold of an owner's access, and whether it does now: for the owner and whoever manages the members.",
  input: z.object({ ownerUid: field.ownerUid() }),
  output: z.strictObject({ sentences: z.array(sentenceShape) }),
  owner: ownerMeant,
  load: kept,
  allow: maySee,
  handle: async (at) => {
    const { rows } = at.facts;
    if (rows.length === 0) return { sentences: [] };
    const tell = await tellingTo(at, await standOf(at.db, at.owner, at.version));
    return { sentences: rows.map(tell) };
  },
});
