import { z } from "zod";
import { findWhole } from "../../../db/collaborations";
import { type DueEnd, dueEndsOf, markTold, saveDue } from "../../../db/ends";
import { OVER } from "../../domain/ends";
import { type At, type Leave, operation } from "../operation";
import { theirOwn } from "../verdict";
import { tellOfEnds } from "./tell";

/**
 * Tells beforehand what ends soon, and says aloud that something has ended, so that whoever has it open hears. Nobody's rights hang on
 * it: they end by the clock. Each is told once, because how far it was told is written in the same transaction.
 */
export const settleEnds = operation({
  method: "confer.access.SettleEnds",
  kind: "write",
  tokens: false,
  summary: "Tell those concerned what ends soon, and note what has ended.",
  input: z.object({}),
  output: z.strictObject({ ended: z.number() }),
  load: async (at) => dueEndsOf(at.db, at.owner),
  allow: theirOwn,
  handle: async (at) => {
    for (const due of at.facts) {
      if (due.stage === OVER) await noteEnd(at, due);
      await markTold(at.db, at.owner, due, due.stage);
    }
    await tellOfEnds(
      at,
      at.facts.filter(({ stage }) => stage !== OVER),
    );
    await saveDue(at.db, at.owner);
    return { ended: at.facts.filter(({ stage }) => stage === OVER).length };
  },
});

async function noteEnd(at: At<unknown> & Leave, { kind, id, collaborationId, endsAt, name }: DueEnd): Promise<void> {
  const after = { ended: endsAt.toISOString() };
  if (kind === "token") return at.record({ target: kind, id, before: { description: name }, after });
  const share =
    kind === "share" ? (await findWhole(at.db, at.owner, collaborationId))?.shares.find((one) => one.id === id) : null;
  at.record({
    target: kind,
    id,
    before: {
      collaboration: collaborationId,
      ...(share ? { type: share.type, resourceId: share.resource_id, roleIds: share.role_ids } : {}),
    },
    after,
  });
}
