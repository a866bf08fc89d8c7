import { randomUUID } from "node:crypto";
import { versionNow } from "../../db/accounts";
import { db } from "../../db/client";
import { append } from "../../db/diagram-append";
import * as log from "../../db/diagram-log";
import * as rows from "../../db/diagram-sessions";
import { createDiagram, deleteDiagram, editDiagram, getDiagram, listDiagrams } from "../../lib/operations/diagrams";
import { endSession, getSession, listSessions, makeTicket, startSession } from "../../lib/operations/sessions";
import {
  createThreatModel,
  deleteThreatModel,
  editThreatModel,
  getThreatModel,
  listThreatModels,
} from "../../lib/operations/threat-models";
import { hashSecret } from "../../lib/secrets";
import type { Somebody } from "./arrange";
import { doAs } from "./at-page";
import type { Resident } from "./residents";

/** Everything about threat models, diagrams and sessions once, with what a room asks of the database. */
export async function sweepRooms({
  owner,
  member,
}: Pick<Record<Resident, Somebody>, "owner" | "member">): Promise<void> {
  const authorization = [
    { principalType: "user" as const, email: member.email, role: "writer" as const },
    { principalType: "group" as const, group: "guild", role: "reader" as const },
  ];
  const { model } = await doAs(owner, createThreatModel, { name: "Swept", authorization, environment: "shop-prod" });
  const threatModelId = model.id;
  await doAs(owner, editThreatModel, { id: model.id, changes: { authorization: authorization.slice(0, 1) } });
  await doAs(member, listThreatModels, { name: "swept" });
  const { diagram } = await doAs(owner, createDiagram, { threatModelId, name: "Swept" });
  const at = { threatModelId, id: diagram.id };
  await doAs(owner, editDiagram, { ...at, changes: { cells: [{ id: randomUUID(), shape: "actor" }] } });
  await doAs(member, getDiagram, at);
  await doAs(member, listDiagrams, { threatModelId });
  await doAs(member, getThreatModel, { id: model.id });

  const on = { threatModelId, diagramId: diagram.id };
  const { session } = await doAs(member, startSession, on);
  await doAs(owner, listSessions, {});
  const { ticket } = await doAs(owner, makeTicket, { sessionId: session.id });
  const taken = (await rows.takeTicket(owner.uid, hashSecret(ticket), diagram.id))!;
  await rows.hashesOfKeys(db(), [taken]);
  const [socket, other] = [randomUUID(), randomUUID()];
  await rows.seatFor(db(), owner.uid, session.id, owner.uid);
  for (const [one, uid] of [
    [socket, owner.uid],
    [other, member.uid],
  ] as const) {
    await rows.join(owner.uid, session.id, { socket: one, uid, node: randomUUID(), mayEdit: true });
  }
  await doAs(owner, getSession, on);
  const id = session.id;
  await rows.touch(owner.uid, id, [socket, other], [socket]);
  await rows.setMayEdit(owner.uid, id, socket, false);
  await rows.setPresenter(owner.uid, id, member.uid, null);
  await rows.setPresenter(owner.uid, id, null, owner.uid);
  await rows.setHost(owner.uid, id, member.uid, owner.uid);
  await rows.loseHost(owner.uid, id);
  await rows.removeFromSession(owner.uid, id, member.uid);
  await rows.removedFrom(db(), owner.uid, id);
  const edit = {
    by: owner.uid,
    sessionId: id,
    kind: "edit" as const,
    edit: "{}",
    before: "[]",
    undoes: null,
    digest: "",
  };
  const version = (await versionNow(owner.uid))!;
  const operationId = randomUUID();
  await append(owner.uid, diagram.id, { version, seq: 1 }, [{ ...edit, operationId }]);
  await log.findOperations(db(), owner.uid, diagram.id, [operationId]);
  await log.readAfter(db(), owner.uid, diagram.id, 0, 10);
  await log.readNewest(db(), owner.uid, diagram.id, 10);
  await log.headsOf([{ owner: owner.uid, diagram: diagram.id }]);
  await log.headOf(db(), owner.uid, diagram.id);
  await log.saveSnapshot(db(), owner.uid, diagram.id, { seq: 2, cells: "[]" });
  await rows.leave(owner.uid, id, [socket]);
  await doAs(owner, endSession, on);
  const again = await doAs(owner, startSession, on);
  await rows.dropSession(owner.uid, again.session.id);
  await doAs(owner, deleteDiagram, at);
  await doAs(owner, deleteThreatModel, { id: model.id });
}
