import { z } from "zod";
import { sentencesOf } from "../../../db/sentences";
import { standOf } from "../must-hold";
import { operation } from "../operation";
import { theirOwn } from "../verdict";
import { sentenceShape, sentenceWire } from "./read";

export const listSentences = operation({
  method: "confer.access.ListSentences",
  grant: "users.collaboration.GetPolicies",
  kind: "read",
  summary: "List what must hold of the caller's access, and whether it does now.",
  input: z.object({}),
  output: z.strictObject({ sentences: z.array(sentenceShape) }),
  load: ({ db, owner }) => sentencesOf(db, owner),
  allow: theirOwn,
  handle: async (at) => {
    if (at.facts.length === 0) return { sentences: [] };
    const stand = await standOf(at.db, at.owner, at.version);
    return { sentences: at.facts.map((row) => sentenceWire(row, stand)) };
  },
});
