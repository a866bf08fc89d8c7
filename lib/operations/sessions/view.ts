import { namesOf } from "../../../db/accounts";
import { participantsOf } from "../../../db/diagram-sessions";
import type { Diagram } from "../../../db/diagrams";
import type { DrawingSession } from "../../../db/drawing";
import type { DiagramSessionRow } from "../../../db/schema";
import type { ThreatModel } from "../../../db/threat-models";
import { whyNot } from "../../domain/diagram/room-seats";
import * as field from "../fields";
import { ownerOfNamed, type Reached, reachDiagram } from "../models";
import type { At } from "../operation";
import { personWire, type SessionWire } from "../wire/models";

/** How a session is named: by its diagram, on which there is at most one. */
export const named = { threatModelId: field.uuid(), diagramId: field.uuid() };
export type Named = { threatModelId: string; diagramId: string };

export const ownerOfThis = (at: Pick<At<Named>, "db" | "input">) => ownerOfNamed(at, at.input.threatModelId);
export const reachThis = (at: At<Named>) => reachDiagram(at, at.input.threatModelId, at.input.diagramId);

type Around = Pick<Reached, "role"> & {
  model: Pick<ThreatModel, "id" | "name">;
  diagram: Pick<Diagram, "id" | "name">;
};

/** A session for the outside, with the names of those in it. */
export async function sessionWire(
  at: Pick<At<unknown>, "db" | "owner">,
  session: DiagramSessionRow,
  around: Around,
): Promise<SessionWire> {
  const seated = await participantsOf(at.db, at.owner, session.id);
  const { id, host_uid, presenter_uid, is_locked: locked, read_only: readOnly } = session;
  const people = await namesOf(at.db, [host_uid, presenter_uid ?? host_uid, ...seated.map(({ uid }) => uid)]);
  const host = personWire(people, host_uid);
  const presenter = presenter_uid === null ? null : personWire(people, presenter_uid);
  const named = seated.map((seat) => ({ ...seat, ...personWire(people, seat.uid) }));
  return sessionTold({ id, host, presenter, locked, readOnly, seated: named }, around);
}

/** Of a person with several sockets there is one line, the busiest. */
export function sessionTold(
  { id, host, presenter, locked, readOnly, seated }: DrawingSession,
  { model, diagram, role }: Around,
): SessionWire {
  const busiest = new Map<number, (typeof seated)[number]>();
  for (const seat of seated) {
    const known = busiest.get(seat.uid);
    if (!known || known.lastActivity < seat.lastActivity) busiest.set(seat.uid, seat);
  }
  const session = { host: host.uid, locked, readOnly };
  return {
    id,
    threatModelId: model.id,
    threatModelName: model.name,
    diagramId: diagram.id,
    diagramName: diagram.name,
    host,
    presenter,
    participants: [...busiest.values()].map((seat) => ({
      user: { uid: seat.uid, email: seat.email, name: seat.name },
      permissions: whyNot(session, { person: seat, mayEdit: seat.mayEdit }) ? "reader" : "writer",
      lastActivity: seat.lastActivity.toISOString(),
    })),
    role: role ?? "reader",
  };
}
