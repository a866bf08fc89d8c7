import { peopleOf } from "../../../db/accounts";
import type { Whole } from "../../../db/albums";
import type { Db } from "../../../db/client";
import { findMember, findPair, findWhole } from "../../../db/collaborations";
import { findRequest } from "../../../db/requests";
import { rolesOf } from "../../../db/roles";
import type { MemberRow, RequestRow } from "../../../db/schema";
import { factsOf, type Version, worldOf } from "../../../db/worlds";
import { REASON } from "../../domain/reason";
import { notFound, Refusal } from "../../domain/refusal";
import { isMembership, revivalFor } from "../../domain/revival";
import { decide } from "../../domain/rights";
import { type Fit, fitsFor } from "../../domain/smallest-role";
import { type Excess, excessOf } from "../escalation";
import type { At } from "../operation";
import { mayActForOwner, type Standing, standingOf } from "../standing";
import { statusNow } from "../until";
import { all, ofAnother, type Verdict } from "../verdict";
import { standingIn } from "./wanted";

export type Facts = { standing: Standing; acting: Verdict; request: RequestRow | undefined };

/** A request that somebody answers. Refusal: not-found, for whoever may answer and names none. */
export async function loadRequest(at: At<{ id: number }>): Promise<Facts> {
  const standing = await standingOf(at);
  const acting = mayActForOwner(at, standing);
  const request = acting.allowed ? await findRequest(at.db, at.owner, at.input.id) : undefined;
  if (acting.allowed && !request) throw notFound("request");
  return { standing, acting, request };
}

export const mayAnswer = ({ actor, facts: { acting, request } }: { actor: At<unknown>["actor"]; facts: Facts }) =>
  all(acting, ofAnother(request?.asker_uid === actor.uid));

export const answered = () =>
  new Refusal("wrong-state", "It has been answered already.", { reason: REASON.requestAnswered });

/** What would do, the smallest first: a membership that comes back, a role beside what they have, or both. */
export type Remedy = {
  /** Suspended or ended: it comes back. */
  revives: MemberRow | null;
  /** Where they may with that alone. */
  alone: boolean;
  /** The pair of owner and asker, in which one person alone is given something; null where they are only in teams, or not any more. */
  whole: Whole | null;
  fits: Fit[];
};

export async function remedyOf(
  at: { db: Db; owner: number; version: Version },
  { asker_uid: uid, method, type, resource_id: id }: RequestRow,
): Promise<Remedy> {
  const { db, owner } = at;
  const [person] = await peopleOf(db, [uid]);
  const found = person && (await findPair(db, owner, person.email));
  const pair = found?.member_uid === uid ? found : undefined;
  const facts = await factsOf(db, owner, at.version, uid);
  const resource = { type, id };
  const isIn = pair !== undefined && statusNow(pair) === "ACTIVE";
  const revival = isIn ? null : revivalFor(facts, uid, pair?.id ?? null, method, resource);
  const revives = revival ? ((await findMember(db, owner, revival.memberId)) ?? null) : null;
  const alone = revival?.alone === true;
  if (!pair || alone || !(isIn || revives)) return { revives, alone, whole: null, fits: [] };
  const collaborationId = pair.collaboration_id;
  const fits = fitsFor(revival?.facts ?? facts, await rolesOf(db, owner), { uid, collaborationId }, method, resource);
  return { revives, alone, whole: (await findWhole(db, owner, collaborationId)) ?? null, fits };
}

/** A role that would do, and what of it whoever answers does not hold and so cannot give (D10). */
export type Offer = Fit & { excess: Excess };

/** The smallest that can be given, and the smallest that cannot: each at most so many. */
export async function offersOf(
  at: At<unknown>,
  standing: Standing,
  { type, resource_id: id }: Pick<RequestRow, "type" | "resource_id">,
  { whole, fits }: Remedy,
  most: number,
): Promise<{ mine: Offer[]; beyond: Offer[] }> {
  const [mine, beyond]: [Offer[], Offer[]] = [[], []];
  for (const fit of whole ? fits : []) {
    if (mine.length === most) break;
    const excess = await excessOf(at, standing, whole!, { type, id }, fit.roleIds);
    const list = excess.beyond.length > 0 ? beyond : mine;
    if (list.length < most) list.push({ ...fit, excess });
  }
  return { mine, beyond };
}

/** Whether whoever asked may do it as it is now, whatever the answer was. */
export async function mayNow(
  { db, owner, version }: { db: Db; owner: number; version: Version },
  { asker_uid: uid, method, type, resource_id: id }: RequestRow,
): Promise<boolean> {
  const world = await worldOf(db, owner, version, uid);
  const resource = { type, id };
  if (isMembership(method, resource)) return standingIn(world, uid) === "ACTIVE";
  return decide(world, { uid }, method, resource).allowed;
}
