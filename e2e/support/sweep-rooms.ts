import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { versionNow } from "../../db/accounts";
import { db } from "../../db/client";
import { append } from "../../db/diagram-append";
import * as log from "../../db/diagram-log";
import * as rows from "../../db/diagram-sessions";
import { keepVersion } from "../../db/diagram-versions";
import {
  compareVersions,
  getVersion,
  listVersions,
  renameVersion,
  restoreVersion,
  saveVersion,
} from "../../lib/operations/diagram-versions";
import { createDiagram, deleteDiagram, editDiagram, getDiagram, listDiagrams } from "../../lib/operations/diagrams";
import { endSession, getSession, listSessions, makeTicket, startSession } from "../../lib/operations/sessions";
import {
  createThreatModel,
  deleteThreatModel,
  editThreatModel,
  exportThreatModel,
  getThreatModel,
  importThreatModel,
  listThreatModels,
} from "../../lib/operations/threat-models";
import * as threats from "../../lib/operations/threats";
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
  const { version: saved } = await doAs(member, saveVersion, { ...on, name: "Swept" });
  await doAs(owner, renameVersion, { ...on, id: saved.id, name: null });
  await doAs(member, listVersions, on);
  await doAs(member, getVersion, { ...on, id: saved.id });
  await doAs(member, compareVersions, { ...on, from: saved.id, to: null });
  const { seq } = await doAs(member, restoreVersion, { ...on, id: saved.id });
  await keepVersion(owner.uid, diagram.id, { seq, cells: "[]" });
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
  await rows.restrict(owner.uid, id, { locked: true, readOnly: [member.uid] });
  await rows.removeFromSession(owner.uid, id, member.uid, "too loud");
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
  await append(owner.uid, diagram.id, { version, seq }, [{ ...edit, operationId }]);
  await log.findOperations(db(), owner.uid, diagram.id, [operationId]);
  await log.readAfter(db(), owner.uid, diagram.id, 0, 10);
  await log.readNewest(db(), owner.uid, diagram.id, 10);
  await log.headsOf([{ owner: owner.uid, diagram: diagram.id }]);
  await log.headOf(db(), owner.uid, diagram.id);
  await log.saveSnapshot(db(), owner.uid, diagram.id, { seq: seq + 1, cells: "[]" });
  await rows.leave(owner.uid, id, [socket]);
  await doAs(owner, endSession, on);
  const again = await doAs(owner, startSession, on);
  await rows.dropSession(owner.uid, again.session.id);
  await sweepThreats(owner, threatModelId, diagram.id);
  await doAs(owner, deleteDiagram, at);
  await doAs(owner, deleteThreatModel, { id: model.id });
}

/** Everything about threats once: found by hand and by rule, changed, dismissed, removed, as a file. */
async function sweepThreats(owner: Somebody, threatModelId: string, diagramId: string): Promise<void> {
  const at = { threatModelId };
  const words = { category: "spoofing", title: "Swept", description: "", mitigation: "" };
  const one = {
    diagramId,
    cell: randomUUID(),
    rule: "swept",
    facts: [],
    severity: "low",
    status: "open",
    ...words,
  } as const;
  const { threats: added } = await doAs(owner, threats.addThreats, { ...at, threats: [{ ...one, facts: [] }] });
  const id = added[0]!.id;
  await doAs(owner, threats.editThreat, { ...at, id, changes: { status: "mitigated" } });
  await doAs(owner, threats.deleteThreats, { ...at, ids: [id] });
  const dismissals = [{ rule: "swept", scope: "always" as const }];
  await doAs(owner, threats.dismissSuggestions, { ...at, dismissals });
  await doAs(owner, threats.restoreSuggestions, { ...at, dismissals });
  const rule = { id: "swept", on: ["flow"], when: [], category: "spoofing", severity: "low", isOn: true } as const;
  await doAs(owner, threats.saveRule, {
    rule: { ...rule, on: ["flow"], when: [], words: { title: "Swept", description: "", mitigation: "" } },
  });
  await doAs(owner, threats.listThreats, at);
  await doAs(owner, threats.getRegister, at);
  await doAs(owner, threats.deleteRule, { id: "swept" });
  const { content } = await doAs(owner, exportThreatModel, { id: threatModelId, format: "otm" });
  const packed = gzipSync(content).toString("base64");
  const { model } = await doAs(owner, importThreatModel, { name: "Swept again", packed });
  await doAs(owner, deleteThreatModel, { id: model.id });
}
