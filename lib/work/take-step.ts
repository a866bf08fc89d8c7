import { db } from "../../db/client";
import { findPair, findWhole } from "../../db/collaborations";
import { thingsOf } from "../../db/roster";
import type { MemberRow } from "../../db/schema";
import { type ActivityKind, type Outcome, PARTLY, SAME, type Wanted } from "../domain/activity";
import type { Actor } from "../domain/actor";
import { parseEmail } from "../domain/email";
import { Refusal } from "../domain/refusal";
import { editMember } from "../operations/members";
import { inviteWithOffers } from "../operations/pages";
import { perform } from "../operations/perform";
import { addResources } from "../operations/resources";
import { inviteToTeam } from "../operations/teams";

/** The owner's own invitations have to wait for so many seconds. */
export class Pause extends Error {
  override name = "Pause";
  constructor(readonly seconds: number) {
    super(`to be gone on with in ${seconds} s`);
  }
}

/**
 * Takes one step in the name of `actor`, through the same operations as anybody, so that what they may is judged now. Taken twice it
 * does no harm. Throws `Pause` where a limit has to pass first.
 */
export async function takeStep(actor: Actor, kind: ActivityKind, wanted: Wanted): Promise<Outcome> {
  try {
    const { canonical } = parseEmail(wanted.email);
    if (wanted.teamId !== undefined) return await inviteInto(actor, { ...wanted, teamId: wanted.teamId }, canonical);
    const before = await findPair(db(), actor.uid, canonical);
    return kind === "invite" ? await invite(actor, wanted, before) : await bringAbout(actor, wanted, before);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, message, detail } = error;
    if (code === "too-many" && detail.field === undefined) throw new Pause(detail.retryAfter ?? 60);
    return { verdict: "refused", code, note: message };
  }
}

/** Refuses who is in already; whoever has not answered gets another letter. */
async function invite(actor: Actor, wanted: Wanted, before: MemberRow | undefined): Promise<Outcome> {
  const { email, label, shares } = wanted;
  const { notShared } = await perform(inviteWithOffers, actor, {
    email,
    ...(label === undefined ? {} : { displayName: label }),
    ...(wanted.until === undefined ? {} : { until: wanted.until }),
    resources: resourcesOf(shares),
  });
  return outcomeOf(before?.status === "PENDING" ? "changed" : "created", notShared[0]);
}

async function inviteInto(actor: Actor, wanted: Wanted & { teamId: number }, email: string): Promise<Outcome> {
  const { teamId, label: displayName, until } = wanted;
  const members = (await findWhole(db(), actor.uid, teamId))?.members ?? [];
  const waits = members.some((member) => member.email === email && member.status === "PENDING");
  await perform(inviteToTeam, actor, {
    teamId,
    email: wanted.email,
    ...(displayName ? { displayName } : {}),
    ...(until === undefined ? {} : { until }),
  });
  return { verdict: waits ? "changed" : "created", code: "", note: "" };
}

/** Changes only what differs. */
async function bringAbout(actor: Actor, wanted: Wanted, before: MemberRow | undefined): Promise<Outcome> {
  if (!before || before.status === "REJECTED" || before.status === "LEFT") {
    return invite(actor, wanted, before);
  }
  const isLabelled = wanted.label === undefined || wanted.label === before.display_name;
  const isEnded = wanted.until === undefined || sameEnd(wanted.until, before.ends_at);
  if (!isLabelled || !isEnded) {
    const label = isLabelled ? {} : { displayName: wanted.label };
    await perform(editMember, actor, { id: before.id, ...label, ...(isEnded ? {} : { until: wanted.until }) });
  }
  const things = await thingsOf(db(), actor.uid, [before.collaboration_id]);
  const shares = wanted.shares.filter((share) => {
    const held = things.find(({ type, resourceId }) => type === share.type && resourceId === share.resourceId);
    return !share.roles.every((role) => held?.roleIds.includes(Number(role)));
  });
  if (isLabelled && isEnded && shares.length === 0) return { verdict: "skipped", code: SAME, note: "" };
  return share(actor, shares, before.collaboration_id);
}

/** `none` is no end. */
const sameEnd = (until: string, ends: Date | null): boolean =>
  ends === null ? until === "none" : Date.parse(until) === ends.getTime();

async function share(actor: Actor, shares: Wanted["shares"], collaborationId: number): Promise<Outcome> {
  if (shares.length === 0) return outcomeOf("changed");
  try {
    const { result, error } = await perform(addResources, actor, { collaborationId, resources: resourcesOf(shares) });
    return outcomeOf("changed", result ? (error ?? "") : undefined);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return outcomeOf("changed", error.message);
  }
}

const resourcesOf = (shares: Wanted["shares"]) =>
  shares.map(({ roles, ...resource }) => ({ ...resource, roleIds: roles }));

/** `notShared`: why something of it was not. */
const outcomeOf = (verdict: "created" | "changed", notShared?: string): Outcome =>
  notShared === undefined ? { verdict, code: "", note: "" } : { verdict, code: PARTLY, note: notShared };
