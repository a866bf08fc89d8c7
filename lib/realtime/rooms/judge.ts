import { versionNow } from "../../../db/accounts";
import { db } from "../../../db/client";
import { type Lasts, lastsUntil, nowThere, stillLasts } from "../../../db/clock";
import { hashesOfKeys, type KeyRow } from "../../../db/diagram-sessions";
import { findDiagram } from "../../../db/diagrams";
import { findKey } from "../../../db/keys";
import { signInHolds } from "../../../db/sign-ins";
import { findModel, type ThreatModel } from "../../../db/threat-models";
import { endAtHand, worldOf } from "../../../db/worlds";
import { actorOf, viewedBy } from "../../actors";
import type { View } from "../../cookies";
import type { Actor } from "../../domain/actor";
import { explainOnModel } from "../../domain/diagram/explain";
import { endedOn, mayOnModel, nextEndOn, roleOnModel } from "../../domain/diagram/rights";
import type { Because, Judged } from "../../domain/diagram/room";
import { keptDecision } from "../../domain/kept-decision";
import { notFound, Refusal } from "../../domain/refusal";
import { decide } from "../../domain/rights";
import type { World } from "../../domain/world";
import { keep } from "../../keep";
import { one } from "../../one";
import { getView } from "../../operations/pages";
import { perform } from "../../operations/perform";
import { becauseOf } from "./because";

/**
 * Who sits at a socket, as last known; `judged`: what they might do then, and what has taken it from them since they came; `through`: the
 * environment whose shares let them in, where the model's own list does not.
 */
export type Sitter = {
  socket: string;
  /** Of somebody who only watches: as whom they see. */
  view?: View;
  key: KeyRow;
  /** Under which hash their token was kept when they came: given another secret, it is another key. */
  token?: string;
  actor: Actor;
  judged?: Verdict;
  through?: string | null;
  keyEnds?: number;
  /** Why they may not use this method here, as last judged; null where they may. */
  refusal?: (method: string) => Refusal | null;
};
type Verdict = { version: number; at: number; mayEdit: boolean; because: Because | null };

export const JOIN = "threatmodel.session.JoinSession";
export const EDIT = "threatmodel.diagram.EditDiagram";
/** Milliseconds by which an end may look past here while the database still says it is to come. */
const CLOCKS_DIFFER = 100;
const SIGNED_OUT: Judged = { end: 4401, reason: "the sign-in has ended" };
const VIEW_OVER: Judged = { end: 4403, reason: "the view has ended" };

/**
 * What each of them may do on this diagram now, the owner's version at which that holds: read first, so never later than it says; and
 * until when, where something of it ends by itself (milliseconds, by the clock of the database).
 */
export async function judge(
  owner: number,
  diagram: string,
  sitters: readonly Sitter[],
): Promise<{ version: number; rights: Map<string, Judged>; until: number | null }> {
  const version = (await versionNow(owner)) ?? 0;
  const [model, holding] = await Promise.all([modelOf(owner, version, diagram), refreshed(sitters)]);
  const judged = sitters.map(async (sitter): Promise<[string, Judged]> => {
    const holds = holding.has(sitter);
    if (sitter.view && holds && !sitter.actor.viewed) sitter.actor = await seenBy(sitter.actor, sitter.view);
    // As nobody any more.
    if (sitter.view && holds && sitter.actor.viewed?.owner !== sitter.view.owner) return [sitter.socket, VIEW_OVER];
    return [sitter.socket, holds ? await judgeOne(owner, version, model, sitter) : SIGNED_OUT];
  });
  const rights = new Map(await Promise.all(judged));
  const ends = [...holding].flatMap(({ actor, keyEnds }) => [keyEnds, endAtHand(owner, actor.uid)]);
  if (model) ends.push(nextEndOn(model));
  return { version, rights, until: soonest(ends) };
}

/** Of these moments the first that is not past; null for none. */
export function soonest(moments: readonly (number | null | undefined)[]): number | null {
  const past = nowThere() - CLOCKS_DIFFER;
  return moments.reduce<number | null>(
    (first, one) => (one != null && one > past && (first === null || one < first) ? one : first),
    null,
  );
}

/**
 * Threat models as they were at their owner's version, by diagram: none changes without a new one (R8) before a line of its list ends,
 * and rooms ask often.
 */
const KEPT = 5_000;
const kept = one("judged-on", () => new Map<string, { version: number; model: ThreatModel; lasts: Lasts }>());

async function modelOf(owner: number, version: number, diagram: string): Promise<ThreatModel | undefined> {
  const known = kept.get(diagram);
  if (known?.version === version && known.model.owner_uid === owner && stillLasts(known.lasts)) return known.model;
  const askedAt = performance.now();
  const drawn = await findDiagram(db(), owner, diagram);
  const model = drawn && (await findModel(db(), owner, drawn.threat_model_id));
  if (model) keep(kept, diagram, { version, model, lasts: lastsUntil(nextEndOn(model), model.now, askedAt) }, KEPT);
  return model;
}

/** Somebody as they see now by another's eyes; as nobody where they may not any more. */
export async function seenBy(person: Actor, { owner, member }: Pick<View, "owner" | "member">): Promise<Actor> {
  try {
    return viewedBy(person, await perform(getView, person, { id: member, ownerUid: owner }));
  } catch (error) {
    if (error instanceof Refusal) return viewedBy(person, null);
    throw error;
  }
}

/** Reads again who they are, all with one question; without those whose key has ended. */
async function refreshed(sitters: readonly Sitter[]): Promise<Set<Sitter>> {
  const ofKey = new Map<string, Sitter[]>();
  for (const sitter of sitters) {
    const { uid, key_kind, key_id } = sitter.key;
    const name = `${uid} ${key_kind} ${key_id}`;
    ofKey.set(name, [...(ofKey.get(name) ?? []), sitter]);
  }
  const groups = [...ofKey.values()];
  const hashes = await hashesOfKeys(
    db(),
    groups.map(([one]) => one!.key),
  );
  const holding = await Promise.all(groups.map((group, n) => refreshGroup(group, hashes[n] ?? null)));
  return new Set(holding.flat());
}

/** Those who came with one key. */
async function refreshGroup(group: readonly Sitter[], hash: string | null): Promise<readonly Sitter[]> {
  const { actor, key } = group[0]!;
  const found = hash && (await findKey([hash]));
  if (found) {
    const now = await actorOf(found, actor.from, "socket");
    const still = group.filter((sitter) => {
      if (found.kind === "token") sitter.token ??= hash;
      return found.kind === "sign-in" || sitter.token === hash;
    });
    for (const sitter of still) {
      sitter.actor = { ...now, from: sitter.actor.from };
      sitter.keyEnds = found.ends;
    }
    return still;
  }
  const holds = key.key_kind === "sign-in" && (await signInHolds(db(), key.uid, key.key_id, new Date()));
  return holds ? group : [];
}

async function judgeOne(
  owner: number,
  version: number,
  model: ThreatModel | undefined,
  sitter: Sitter,
): Promise<Judged> {
  const { actor } = sitter;
  const at = nowThere();
  if (!model) return { end: 4403, reason: "the diagram is gone" };
  const asksWorld = model.environment !== null && (owner !== actor.uid || actor.token?.resources);
  const world = asksWorld ? await worldOf(db(), owner, version, actor.uid) : null;
  const may = (method: string) =>
    (actor.token?.methods.has(method) ?? true) && mayOnModel(model, actor, world, method).role !== null;
  sitter.refusal = (method) => {
    if (may(method)) return null;
    const how = () => keptDecision(explainOnModel(model, actor, world, method), world);
    if (roleOnModel(model, actor, world).role === null) return notFound("diagram", how);
    const { trail } = mayOnModel(model, actor, world, method);
    const lacks = actor.token && !actor.token.methods.has(method);
    return new Refusal("forbidden", lacks ? `access token does not include [${method}]` : trail.join(" "), { how });
  };
  if (!may(JOIN)) {
    const { trail } = mayOnModel(model, actor, world, JOIN);
    // What ended before they came has not shut them out now.
    const ended = endSince(sitter.judged, lastEnd(model, actor, world, JOIN));
    // A close frame holds 123 bytes.
    const reason = ended
      ? `access ended on ${new Date(ended).toISOString()}`
      : trail
          .join(" ")
          .replace(/[^ -~]/g, "?")
          .slice(0, 120);
    return { end: 4403, reason, sees: roleOnModel(model, actor, world).role !== null };
  }
  const mayEdit = may(EDIT);
  sitter.through = mayOnModel(model, actor, null, mayEdit ? EDIT : JOIN).role === null ? model.environment : null;
  const before = sitter.judged;
  let because = mayEdit ? null : (before?.because ?? null);
  if (before?.mayEdit && !mayEdit) {
    const collaborations = new Set(world?.membershipsOf.get(actor.uid)?.map((one) => one.collaborationId));
    const of = { owner, uid: actor.uid, model: model.id, collaborations };
    const ended = endSince(before, lastEnd(model, actor, world, EDIT));
    because =
      ended !== null
        ? { what: "ended", names: [new Date(ended).toISOString()], by: "" }
        : // Without its reason the right is gone as well.
          await becauseOf(of, before.version, version).catch(() => null);
  }
  sitter.judged = { version, at, mayEdit, because };
  return { mayEdit, trail: mayOnModel(model, actor, world, EDIT).trail, because };
}

/** That end, where it has come since they were last judged. */
const endSince = (before: Verdict | undefined, ended: number | null): number | null =>
  before && ended !== null && ended > before.at - CLOCKS_DIFFER ? ended : null;

/** When what they held by the model's list or its environment ended, the latest of it (milliseconds); null where nothing of it has. */
function lastEnd(model: ThreatModel, actor: Actor, world: World | null, method: string): number | null {
  const listed = endedOn(model, actor)?.ends_at.getTime() ?? null;
  if (!world || model.environment === null) return listed;
  const { trail } = decide(world, actor, method, { type: "ENV", id: model.environment });
  return trail.reduce<number | null>((last, { ended }) => (ended && ended > (last ?? 0) ? ended : last), listed);
}
