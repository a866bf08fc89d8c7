import { namesOf } from "../../../db/accounts";
import { participantsOf } from "../../../db/diagram-sessions";
import type { Diagram } from "../../../db/diagrams";
import type { DiagramSessionRow } from "../../../db/schema";
import type { ThreatModel } from "../../../db/threat-models";
import * as field from "../fields";
import { ownerOfNamed, type Reached, reachDiagram } from "../models";
import type { At } from "../operation";
import { personWire, type SessionWire } from "../wire/models";

/** How a session is named: by its diagram, on which there is at most one. */
export const named = { threatModelId: field.uuid(), diagramId: field.uuid() };
type Named = { threatModelId: string; diagramId: string };

export const ownerOfThis = (at: Pick<At<Named>, "db" | "input">) => ownerOfNamed(at, at.input.threatModelId);
export const reachThis = (at: At<Named>) => reachDiagram(at, at.input.threatModelId, at.input.diagramId);

/** A session for the outside; of a person with several sockets there is one line, the busiest. */
export async function sessionWire(
  at: Pick<At<unknown>, "db" | "owner">,
  session: DiagramSessionRow,
  {
    model,
    diagram,
    role,
  }: Pick<Reached, "role"> & {
    model: Pick<ThreatModel, "id" | "name">;
    diagram: Pick<Diagram, "id" | "name">;
  },
): Promise<SessionWire> {
  const seated = await participantsOf(at.db, at.owner, session.id);
  const { host_uid, presenter_uid } = session;
  const people = await namesOf(at.db, [host_uid, presenter_uid ?? host_uid, ...seated.map(({ uid }) => uid)]);
  const busiest = new Map<number, (typeof seated)[number]>();
  for (const one of seated) {
    const known = busiest.get(one.uid);
    if (!known || known.lastActivity < one.lastActivity) busiest.set(one.uid, one);
  }
  return {
    id: session.id,
    threatModelId: model.id,
    threatModelName: model.name,
    diagramId: diagram.id,
    diagramName: diagram.name,
    host: personWire(people, host_uid),
    presenter: presenter_uid === null ? null : personWire(people, presenter_uid),
    participants: [...busiest.values()].map(({ uid, mayEdit, lastActivity }) => ({
      user: personWire(people, uid),
      permissions: mayEdit ? "writer" : "reader",
      lastActivity: lastActivity.toISOString(),
    })),
    role: role ?? "reader",
  };
}
