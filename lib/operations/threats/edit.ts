import { z } from "zod";
import { findThreat, saveThreat } from "../../../db/threats";
import { notFound } from "../../domain/refusal";
import * as field from "../fields";
import { expectVersion, judgeReached } from "../models";
import { operation } from "../operation";
import { GRANTS, ownerOfIt, reachIt } from "./reach";
import { named, threatFields, threatShape, threatWire } from "./shapes";

export const editThreat = operation({
  method: "threatmodel.threat.EditThreat",
  grant: GRANTS.change,
  kind: "write",
  scope: "resource",
  summary: "Change what is said of a threat.",
  input: z.object({
    ...named,
    id: field.uuid(),
    ifVersion: field.count(Number.MAX_SAFE_INTEGER).optional(),
    changes: z.object(threatFields).partial(),
  }),
  output: z.strictObject({ threat: threatShape }),
  owner: ownerOfIt,
  load: async (at) => {
    const reached = await reachIt(at);
    const threat = await findThreat(at.db, at.owner, at.input.id);
    if (threat?.threat_model_id !== at.input.threatModelId) throw notFound("threat");
    return { ...reached, threat };
  },
  allow: (at) => judgeReached(at.facts),
  handle: async (at) => {
    const { threat } = at.facts;
    expectVersion(at.input.ifVersion, threat.version);
    const changes = Object.fromEntries(
      Object.entries(at.input.changes).filter(([, value]) => value !== undefined),
    ) as Partial<Pick<typeof threat, keyof typeof threatFields>>;
    await saveThreat(at.db, threat, changes);
    const before = Object.fromEntries(Object.keys(changes).map((name) => [name, threat[name as keyof typeof changes]]));
    at.record({ target: "threat", id: threat.id, before, after: changes });
    return { threat: threatWire((await findThreat(at.db, at.owner, threat.id))!) };
  },
});
