import { randomUUID } from "node:crypto";
import { z } from "zod";
import { beginSession, findSession } from "../../../db/diagram-sessions";
import { judgeReached } from "../models";
import { operation } from "../operation";
import { sessionShape } from "../wire/models";
import { named, ownerOfThis, reachThis, sessionWire } from "./view";

export const startSession = operation({
  method: "threatmodel.session.StartSession",
  kind: "write",
  scope: "resource",
  summary: "Begin to draw together on a diagram; where people do already, their session is answered.",
  input: z.object(named),
  output: z.strictObject({ session: sessionShape, created: z.boolean() }),
  owner: ownerOfThis,
  load: async (at) => ({ ...(await reachThis(at)), session: await findSession(at.db, at.owner, at.input.diagramId) }),
  allow: (at) => judgeReached(at.facts),
  // Whoever comes back asks for it first: they raise no version, which would have everybody judged anew, and wait for nobody's lock.
  already: async (at) => {
    const { session } = at.facts;
    return session && { session: await sessionWire(at, session, at.facts), created: false };
  },
  handle: async (at) => {
    const { diagram, session } = at.facts;
    if (session) return { session: await sessionWire(at, session, at.facts), created: false };
    const id = randomUUID();
    await beginSession(at.db, at.owner, diagram.id, id, at.actor.uid);
    at.record({ target: "session", id, after: { diagramId: diagram.id, host: at.actor.uid } });
    const begun = (await findSession(at.db, at.owner, diagram.id))!;
    return { session: await sessionWire(at, begun, at.facts), created: true };
  },
});
