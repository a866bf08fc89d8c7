import { z } from "zod";
import { findSession } from "../../../db/diagram-sessions";
import { notFound } from "../../domain/refusal";
import { judgeReached } from "../models";
import { operation } from "../operation";
import { sessionShape } from "../wire/models";
import { named, ownerOfThis, reachThis, sessionWire } from "./view";

export const getSession = operation({
  method: "threatmodel.session.GetSession",
  kind: "read",
  scope: "resource",
  summary: "Tell who is drawing on a diagram together.",
  input: z.object(named),
  output: z.strictObject({ session: sessionShape }),
  owner: ownerOfThis,
  load: reachThis,
  allow: (at) => judgeReached(at.facts),
  handle: async (at) => {
    const session = await findSession(at.db, at.owner, at.input.diagramId);
    if (!session) throw notFound("session");
    return { session: await sessionWire(at, session, at.facts) };
  },
});
