import { z } from "zod";
import { type Whole, wholesOf } from "../../../db/albums";
import { type DueEnd, dueEndsOf, markTold, saveDue } from "../../../db/ends";
import { findModel, saveModel } from "../../../db/threat-models";
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
  unheld: true,
  summary: "Tell those concerned what ends soon, and note what has ended.",
  input: z.object({}),
  output: z.strictObject({ ended: z.number() }),
  load: async (at) => dueEndsOf(at.db, at.owner),
  allow: theirOwn,
  handle: async (at) => {
    const over = at.facts.filter(({ stage }) => stage === OVER);
    const within = over.flatMap(({ kind, collaborationId }) => (kind === "share" ? collaborationId : []));
    const wholes = await wholesOf(at.db, at.owner, [...new Set(within)]);
    const whole = new Map(wholes.map((one) => [one.collaboration.id, one]));
    for (const due of over) await noteEnd(at, due, whole.get(due.collaborationId));
    await markTold(at.db, at.owner, at.facts);
    await tellOfEnds(
      at,
      at.facts.filter(({ stage }) => stage !== OVER),
    );
    await saveDue(at.db, at.owner);
    return { ended: over.length };
  },
});

async function noteEnd(at: At<unknown> & Leave, due: DueEnd, whole: Whole | undefined): Promise<void> {
  const { kind, id, collaborationId, endsAt, name } = due;
  const after = { ended: endsAt.toISOString() };
  if (kind === "line") return noteLine(at, due, after);
  if (kind === "token") return at.record({ target: kind, id, before: { description: name }, after });
  const share = kind === "share" ? whole?.shares.find((one) => one.id === id) : null;
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

/** The list is another from now on: whoever read it before does not write it back (If-Match). */
async function noteLine(at: At<unknown> & Leave, { model: id, ...due }: DueEnd, after: object): Promise<void> {
  const model = id === null ? undefined : await findModel(at.db, at.owner, id);
  const line = model?.entries.find(({ position }) => position === due.id);
  if (!model || !line) return;
  await saveModel(at.db, model, {});
  const { uid, email, group_name: group, role } = line;
  at.record({
    target: "threat-model",
    id: model.id,
    before: { name: model.name, line: { uid, email, group, role } },
    after,
  });
}
