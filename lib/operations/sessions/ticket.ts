import { z } from "zod";
import { addTicket, findSessionById, ownerOfSession } from "../../../db/diagram-sessions";
import { findDiagram } from "../../../db/diagrams";
import { notFound } from "../../domain/refusal";
import { hashSecret, newSecret } from "../../secrets";
import * as field from "../fields";
import { judgeReached, reachModel } from "../models";
import { operation } from "../operation";

export const makeTicket = operation({
  method: "threatmodel.session.JoinSession",
  // A ticket is no data of the owner's: it is used up or too old within half a minute, and makes no version.
  kind: "read",
  scope: "resource",
  inView: false,
  summary: "Make a ticket that opens one socket into a session, once, within half a minute.",
  input: z.object({ sessionId: field.uuid() }),
  output: z.strictObject({ ticket: z.string() }),
  owner: async (at) => {
    const owner = await ownerOfSession(at.db, at.input.sessionId);
    if (owner === null) throw notFound("session");
    return owner;
  },
  load: async (at) => {
    const session = await findSessionById(at.db, at.owner, at.input.sessionId);
    const diagram = session && (await findDiagram(at.db, at.owner, session.diagram_id));
    if (!session || !diagram) throw notFound("session");
    // Unknown and not theirs to know about are answered alike (tmi.md 2.5).
    return { ...(await reachModel(at, diagram.threat_model_id, "session")), session };
  },
  // Whoever comes in by it is counted then.
  allow: ({ facts: { access, how } }) => judgeReached({ access, ...(how && { how }) }),
  handle: async (at) => {
    const { signInId, token, uid } = at.actor;
    const key = token
      ? { key_kind: "token" as const, key_id: token.id }
      : { key_kind: "sign-in" as const, key_id: signInId ?? 0 };
    const ticket = newSecret();
    await addTicket(at.db, {
      owner_uid: at.owner,
      hash: hashSecret(ticket),
      diagram_id: at.facts.session.diagram_id,
      session_id: at.facts.session.id,
      uid,
      ...key,
    });
    return { ticket };
  },
});
