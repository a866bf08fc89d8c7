import { z } from "zod";
import { sessionsOf } from "../../../db/diagram-sessions";
import { diagramsOf } from "../../../db/diagrams";
import { everyModel } from "../models";
import { operation } from "../operation";
import { yes } from "../verdict";
import { type SessionWire, sessionShape } from "../wire/models";
import { sessionWire } from "./view";

export const listSessions = operation({
  method: "threatmodel.session.GetSessions",
  kind: "read",
  scope: "resource",
  summary: "List the sessions on all diagrams one may read.",
  input: z.object({}),
  output: z.strictObject({ sessions: z.array(sessionShape) }),
  load: everyModel,
  allow: () => yes("They see those on what they may read."),
  handle: async (at) => {
    const sessions: SessionWire[] = [];
    for (const { owner, models } of at.facts) {
      const live = await sessionsOf(at.db, owner);
      if (live.length === 0) continue;
      const diagrams = await diagramsOf(
        at.db,
        owner,
        models.map(({ model }) => model.id),
      );
      for (const session of live) {
        const diagram = diagrams.find(({ id }) => id === session.diagram_id);
        const found = models.find((one) => one.model.id === diagram?.threat_model_id);
        if (diagram && found) sessions.push(await sessionWire({ db: at.db, owner }, session, { ...found, diagram }));
      }
    }
    return { sessions };
  },
});
