import { z } from "zod";
import type { Whole } from "../../../db/albums";
import { findWhole } from "../../../db/collaborations";
import type { MemberRow } from "../../../db/schema";
import { factsOf, type Version, worldOf } from "../../../db/worlds";
import { resourceTypes } from "../../domain/resource";
import { methodsOn } from "../../domain/rights";
import type { World } from "../../domain/world";
import * as field from "../fields";
import { collaborationOfOwner } from "../lookups";
import { mineById } from "../mine";
import { type At, operation } from "../operation";
import { TAKER, worldOfTaker } from "../taker";
import { statusNow, stillShared } from "../until";
import { theirOwn } from "../verdict";
import { versionFor } from "../versions";

const thing = z.strictObject({ type: z.enum(resourceTypes), resourceId: z.string(), methods: z.array(z.string()) });

export const getRights = operation({
  method: "confer.pages.GetRights",
  kind: "read",
  tokens: false,
  summary:
    "List what the other end of a collaboration may do with each thing shared in it: the caller's member, or the caller themselves. Whoever is not active yet, or no longer, is judged as if they were, and `now` is false.",
  input: z.object({ collaborationId: field.id() }),
  output: z.strictObject({ now: z.boolean(), things: z.array(thing) }),
  load: async (at) => (await asOwner(at)) ?? (await asMember(at)),
  allow: theirOwn,
  handle: async ({ facts: { whole, world, uid, now } }) => ({
    now,
    things: whole.shares.map((share) => ({
      type: share.type,
      resourceId: share.resource_id,
      methods: methodsOn(world, { uid }, { type: share.type, id: share.resource_id }),
    })),
  }),
});

type Judged = { whole: Whole; world: World; uid: number; now: boolean };
type Here = At<{ collaborationId: number }>;

async function asOwner(at: Here): Promise<Judged | null> {
  const id = await collaborationOfOwner(at.db, at.actor.uid, at.input.collaborationId);
  const whole = id === null ? undefined : await findWhole(at.db, at.actor.uid, id);
  if (!whole) return null;
  const pair = whole.collaboration.type === "ACCOUNT" ? whole.members[0] : undefined;
  // An active member may reach a thing through a team as well: the engine unites both.
  if (pair && statusNow(pair) === "ACTIVE" && pair.member_uid !== null) {
    const world = await worldOf(at.db, at.owner, at.version, pair.member_uid);
    return { whole, world, uid: pair.member_uid, now: true };
  }
  return { whole, world: await asIfActive(at, at.owner, at.version, whole), uid: TAKER, now: pair === undefined };
}

/** Refusal: not-found. */
const asMember = async (at: Here): Promise<Judged> => judgeMine(at, await mineById(at, at.input.collaborationId));

/** What a membership of the caller gives them, or, while they are not active, would. */
export async function judgeMine(at: At<unknown>, mine: MemberRow): Promise<Judged> {
  const owner = mine.owner_uid;
  const version = await versionFor(at.actor, owner);
  const whole = stillShared((await findWhole(at.db, owner, mine.collaboration_id))!);
  if (mine.status === "ACTIVE") {
    return { whole, world: await worldOf(at.db, owner, version, at.actor.uid), uid: at.actor.uid, now: true };
  }
  // What is offered may be looked at (S-28); what was taken away may not.
  const shown = mine.status === "PENDING" ? whole : { ...whole, shares: [] };
  return { whole: shown, world: await asIfActive(at, owner, version, shown), uid: TAKER, now: false };
}

export const asIfActive = async (at: At<unknown>, owner: number, version: Version, whole: Whole): Promise<World> =>
  worldOfTaker(await factsOf(at.db, owner, version, TAKER), whole);
