import { peopleOf } from "../../../db/accounts";
import type { Db } from "../../../db/client";
import { findPair, findWhole } from "../../../db/collaborations";
import { findRequest } from "../../../db/requests";
import { rolesOf } from "../../../db/roles";
import type { RequestRow } from "../../../db/schema";
import { factsOf, type Version } from "../../../db/worlds";
import { REASON } from "../../domain/reason";
import { notFound, Refusal } from "../../domain/refusal";
import { type Fit, fitsFor } from "../../domain/smallest-role";
import type { At } from "../operation";
import { mayActForOwner, type Standing, standingOf } from "../standing";
import { all, ofAnother, type Verdict } from "../verdict";

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

/** The pair of owner and asker, in which one person alone is given something; null where they are only in teams, or not any more. */
export async function pairOfAsker(at: { db: Db; owner: number }, asker: number) {
  const [person] = await peopleOf(at.db, [asker]);
  const pair = person && (await findPair(at.db, at.owner, person.email));
  if (pair?.member_uid !== asker || pair.status !== "ACTIVE") return null;
  return (await findWhole(at.db, at.owner, pair.collaboration_id)) ?? null;
}

/** The roles that would do, the smallest first. */
export async function rolesThatDo(
  at: { db: Db; owner: number; version: Version },
  request: RequestRow,
  collaborationId: number,
): Promise<Fit[]> {
  const facts = await factsOf(at.db, at.owner, at.version, request.asker_uid);
  const asker = { uid: request.asker_uid, collaborationId };
  const resource = { type: request.type, id: request.resource_id };
  return fitsFor(facts, await rolesOf(at.db, at.owner), asker, request.method, resource);
}
