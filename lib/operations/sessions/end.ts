import { z } from "zod";
import { endSession as dropSession, findSession } from "../../../db/diagram-sessions";
import { judgeReached } from "../models";
import { operation } from "../operation";
import { named, ownerOfThis, reachThis } from "./view";

export const endSession = operation({
  method: "threatmodel.session.EndSession",
  // Whoever may take part may say that they go; it ends the session when the host says it (tmi.md 2.3).
  grant: "threatmodel.session.JoinSession",
  kind: "write",
  scope: "resource",
  summary: "End the session one hosts; from anybody else it changes nothing.",
  input: z.object(named),
  output: z.strictObject({ ended: z.boolean() }),
  owner: ownerOfThis,
  load: reachThis,
  allow: (at) => judgeReached(at.facts),
  handle: async (at) => {
    const session = await findSession(at.db, at.owner, at.input.diagramId);
    if (session?.host_uid !== at.actor.uid) return { ended: false };
    await dropSession(at.db, at.owner, session.diagram_id);
    at.record({ target: "session", id: session.id, before: { diagramId: session.diagram_id, host: session.host_uid } });
    return { ended: true };
  },
});
