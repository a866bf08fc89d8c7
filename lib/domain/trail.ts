import { accessibleBits, findBit, holds } from "./bits";
import type { MemberStatus } from "./collaboration";
import { baseline } from "./method";
import { ALL_ENVIRONMENTS, calledIn, chainsOf, resourceAt } from "./places";
import { findShare, type Level, locate, ownable, reach, UNKNOWN } from "./reach";
import { type Resource, resourceGroup } from "./resource";
import { type Asker, tokenCovers } from "./token";
import {
  endedSays,
  levelPhrase,
  levelSays,
  lowered,
  memberName,
  memberSays,
  nameOf,
  policyReason,
  policySays,
  roleSays,
  type ShareReason,
  shareSays,
  statusSays,
} from "./trail-words";
import type { Membership, RoleSet, World, WorldRole } from "./world";

export const trailSteps = [
  "resource",
  "owner",
  "token",
  "member",
  "status",
  "share",
  "level",
  "role",
  "policy",
  "method",
  /** A threat model's own list. */
  "list",
] as const;

/** One step of the way to a decision. A `member` step opens the part of one membership. */
export type TrailStep = {
  step: (typeof trailSteps)[number];
  /** Of the member, share, role or policy; the name of the method; null where there is none. */
  id: number | string | null;
  name: string;
  /** Whether it counted towards the decision, or was lost on the way. */
  counted: boolean;
  /** The same as `why` for programs and translators; `why` is plain English. */
  reason: TrailReason;
  why: string;
  /** Of what has ended: when (milliseconds). */
  ended?: number;
};

export type TrailReason =
  | "unknownMethod"
  | "unknownThing"
  | "owner"
  | "nobody"
  | "member"
  | "tokenHolds"
  | "tokenLacksMethod"
  | "tokenTooNarrow"
  | MemberStatus
  | "shareCounts"
  | "shareWithoutRole"
  | "shareEnded"
  | "membershipEnded"
  | "shareBelowDirect"
  | "shareBelowGroup"
  | "shareFarther"
  | Level
  | "none"
  | "roleHolds"
  | "roleInVain"
  | "roleLacks"
  | "policyAllows"
  | "policyDenies"
  | "policyBeaten"
  | "policyCannot"
  | "baseline"
  | "baselineBeaten"
  | "allowed"
  | "denied"
  | "cannotBeShared"
  | "notHeld"
  | "listOwner"
  | "listNames"
  | "listTooLow"
  | "listLacks"
  | "listEnded"
  | "listToken"
  | "notAttached"
  | "ownersOnly";

/** `decides`: where in the trail the part begins that the sentence is about, a membership's or the first of all. */
export type Explanation = { trail: TrailStep[]; sentence: string; decides: number };

/** A plain function, since one made anew for every decision would cost more than the step it writes. */
function note(
  trail: TrailStep[],
  step: TrailStep["step"],
  id: TrailStep["id"],
  name: string,
  counted: boolean,
  reason: TrailReason,
  why: string,
): void {
  trail.push({ step, id, name, counted, reason, why });
}

/**
 * How one membership ended; of several, the sentence is that of the highest rank. `lost`: when what would have given it was over, where it
 * was: of several such the last one is told.
 */
type Ending = { rank: number; sentence: string; at?: number; lost?: number };

const isBefore = (one: Ending, other: Ending): boolean =>
  one.lost !== undefined && other.lost !== undefined ? one.lost > other.lost : one.rank > other.rank;

/** Walks the way of `decide` once more, and writes down what counted and what was lost. */
export function explain(world: World, asker: Asker, method: string, resource: Resource): Explanation {
  const trail: TrailStep[] = [];

  const bit = findBit(method);
  if (bit === undefined) {
    note(trail, "method", method, method, false, "unknownMethod", "The catalogue knows no such method.");
    return { trail, sentence: `Denied: there is no method ${method}.`, decides: 0 };
  }
  const thing = nameOf(resource, calledIn(world.places, resource));
  const place = locate(world, resource);
  const isOwner = asker.uid === world.ownerUid;
  if (isOwner ? !ownable(place, resource) : place === UNKNOWN) {
    // Regions are the platform's: there for every account, and known to whom they are shared with.
    const isRegion = resourceGroup(resource.type) === "CMP" && resource.id !== "";
    const why = isRegion ? "It is not shared with this person." : "The account has no such thing.";
    note(trail, "resource", resource.id, thing, false, "unknownThing", why);
    const sentence = isRegion
      ? `${thing} is not shared with this person`
      : `this account has no ${resource.type === "ACCOUNT" ? `account ${resource.id}` : thing}`;
    return { trail, sentence: `Denied: ${sentence}.`, decides: 0 };
  }

  let ending: Ending = { rank: 0, sentence: "Denied: no collaboration connects this person with the account." };
  if (isOwner) {
    trail.push(ownerStep(asker.uid));
    ending = { rank: ALLOWED, sentence: "Allowed: the owner may do everything with what is theirs." };
  } else {
    const mine = world.membershipsOf.get(asker.uid) ?? [];
    if (mine.length === 0)
      note(trail, "member", null, "nobody", false, "nobody", "No collaboration connects this person with the account.");
    for (const membership of mine) {
      const at = trail.length;
      const end = explainMembership(world, membership, asker, place, bit, method, thing, trail);
      if (isBefore(end, ending)) ending = { ...end, at };
    }
  }
  if (asker.token) {
    const holdsMethod = asker.token.methods.has(method);
    const covers = tokenCovers(asker.token, world.places, place, resource);
    const lack = holdsMethod ? `does not reach ${thing}` : `does not hold ${method}`;
    const fits = holdsMethod && covers;
    note(
      trail,
      "token",
      asker.token.id,
      "token",
      fits,
      fits ? "tokenHolds" : holdsMethod ? "tokenTooNarrow" : "tokenLacksMethod",
      fits ? "The token holds the method here." : `The token ${lack}.`,
    );
    if (!fits && ending.rank === ALLOWED) ending = { ...ending, sentence: `Denied: the token ${lack}.` };
  }
  return { trail, sentence: ending.sentence, decides: ending.at ?? 0 };
}

const ALLOWED = 9;
const NOTHING_SHARED = 2;

/** Of a membership that counts for nothing now: before the others who lack the thing where it is what would reach it. */
const idleRank = (world: World, membership: Membership, place: number): number =>
  NOTHING_SHARED + (reach(world, membership, place).level === null ? -1 : 0.5);

function explainMembership(
  world: World,
  membership: Membership,
  asker: Asker,
  place: number,
  bit: number,
  method: string,
  thing: string,
  trail: TrailStep[],
): Ending {
  const { ended } = membership;
  const name = asker.name || asker.email || "";
  const active = membership.status === "ACTIVE";
  note(trail, "member", membership.id, memberName(membership.id, name), active, "member", memberSays(name));
  if (ended !== undefined) {
    const says = endedSays("The membership", ended);
    trail.push({
      ...{ step: "status", id: membership.id, name: "ENDED", counted: false, reason: "membershipEnded", why: says },
      ended,
    });
    const rank = idleRank(world, membership, place);
    return { rank, sentence: `Denied: ${lowered(says)}`, ...(rank > NOTHING_SHARED && { lost: ended }) };
  }
  note(
    trail,
    "status",
    membership.id,
    membership.status,
    active,
    membership.status,
    statusSays[membership.status] ?? "An unknown status gives nothing.",
  );
  if (!active) {
    const says = statusSays[membership.status] ?? "unknown status.";
    return { rank: idleRank(world, membership, place), sentence: `Denied: ${lowered(says)}` };
  }

  const { level, shares, count } = reach(world, membership, place);
  const counted = shares.slice(0, count);
  let over: { end: number; why: string } | null = null;
  for (const share of candidates(world, membership, place)) {
    const end = world.ended.get(share);
    if (end !== undefined) {
      const at = shareName(world, share);
      const why = endedSays(`The share on ${at}`, end);
      if (!over || end > over.end) over = { end, why };
      trail.push({
        ...{ step: "share", id: world.shareIds[share]!, name: at, counted: false, reason: "shareEnded", why },
        ended: end,
      });
      continue;
    }
    const reason = counted.includes(share) ? "shareCounts" : lostBecause(world, share, place, level);
    const at = shareName(world, share);
    note(trail, "share", world.shareIds[share]!, at, reason === "shareCounts", reason, shareSays[reason](at));
  }
  if (level === null) {
    note(trail, "level", null, "none", false, "none", `Nothing that reaches ${thing} is shared in a role.`);
    if (over) return { rank: NOTHING_SHARED + 0.25, sentence: `Denied: ${lowered(over.why)}`, lost: over.end };
    return {
      rank: NOTHING_SHARED,
      sentence: `Denied: nothing that reaches ${thing} is shared with this member in a role.`,
    };
  }
  note(trail, "level", level, level, true, level, levelSays[level]);

  const sets = counted.map((share) => world.roleSets[world.shareRoles[share]!]!);
  return explainRoles(world, sets, bit, method, levelPhrase[level], trail);
}

function explainRoles(
  world: World,
  sets: RoleSet[],
  bit: number,
  method: string,
  where: string,
  trail: TrailStep[],
): Ending {
  const denied = sets.some((set) => holds(set.denies, bit));
  const allowed = !denied && sets.some((set) => holds(set.offers, bit));
  const roles = rolesOf(world, sets);
  let granting = "";
  let denying = "";
  for (const role of roles) {
    const holders = role.policies.filter((policy) => holds(policy.bits, bit));
    const helps = allowed ? holders.length > 0 : holders.some((policy) => policy.behavior !== "ALLOW");
    note(
      trail,
      "role",
      role.id,
      role.name,
      helps,
      holders.length === 0 ? "roleLacks" : helps ? "roleHolds" : "roleInVain",
      holders.length === 0 ? "None of its policies holds the method." : roleSays[`${helps}`],
    );
    for (const policy of holders) {
      const allows = policy.behavior === "ALLOW";
      const reason = policyReason(allows, allowed, denied);
      note(trail, "policy", policy.id, policy.name, !allows || allowed, reason, policySays[reason]);
      if (allows) granting ||= `policy "${policy.name}" of role "${role.name}"`;
      else denying ||= `policy "${policy.name}" of role "${role.name}"`;
    }
  }
  if (baseline.has(method)) {
    note(
      trail,
      "policy",
      null,
      "baseline",
      allowed,
      denied ? "baselineBeaten" : "baseline",
      denied ? "A DENY beats the baseline." : "Any role lets a shared thing be seen.",
    );
    granting ||= "any role lets a shared thing be seen";
  }
  const cannot = granting !== "" || !holds(accessibleBits, bit);
  const sentence = allowed
    ? `Allowed: ${granting}, ${where}.`
    : denied
      ? `Denied: ${denying} forbids ${method}, ${where}.`
      : cannot
        ? `Denied: ${method} cannot be shared; only the owner may call it.`
        : `Denied: no policy of ${roles.map((role) => role.name).join(", ")} holds ${method}, ${where}.`;
  const reason = allowed ? "allowed" : denied ? "denied" : cannot ? "cannotBeShared" : "notHeld";
  note(trail, "method", method, method, allowed, reason, sentence);
  return { rank: allowed ? ALLOWED : denied || granting ? 4 : 3, sentence };
}

export const ownerStep = (uid: number): TrailStep => ({
  step: "owner",
  id: uid,
  name: "owner",
  counted: true,
  reason: "owner",
  why: "The owner may do everything with what is theirs.",
});

/** What a token says of a method where its resources are not asked. */
export const tokenStep = (id: number, method: string, fits: boolean): TrailStep => ({
  step: "token",
  id,
  name: "token",
  counted: fits,
  reason: fits ? "tokenHolds" : "tokenLacksMethod",
  why: fits ? "The token holds the method here." : `The token does not hold ${method}.`,
});

/** The roles of all sets, each once. */
function rolesOf(world: World, sets: RoleSet[]): WorldRole[] {
  const roles: WorldRole[] = [];
  for (const set of sets) {
    for (const id of set.roleIds) {
      const role = world.roles.get(id)!;
      if (!roles.includes(role)) roles.push(role);
    }
  }
  return roles;
}

/** The membership's shares on the place and on whatever contains it, nearest first. */
function candidates(world: World, membership: Membership, place: number): number[] {
  const { places } = world;
  const shares: number[] = [];
  addShare(shares, findShare(world, membership, place));
  for (const chain of chainsOf(places, place)) {
    for (const group of chain) addShare(shares, findShare(world, membership, group));
  }
  const isEnvironment = place >= places.firstEnvironment && place < places.firstOther;
  if (isEnvironment) addShare(shares, findShare(world, membership, ALL_ENVIRONMENTS));
  return shares;
}

function addShare(shares: number[], share: number): void {
  if (share >= 0 && !shares.includes(share)) shares.push(share);
}

function lostBecause(world: World, share: number, place: number, level: Level | null): ShareReason {
  if (world.shareRoles[share] === 0) return "shareWithoutRole";
  if (level === "direct") return "shareBelowDirect";
  if (level === "group" && world.sharePlaces[share] === ALL_ENVIRONMENTS && place !== ALL_ENVIRONMENTS) {
    return "shareBelowGroup";
  }
  return "shareFarther";
}

function shareName({ places, sharePlaces }: World, share: number): string {
  const resource = resourceAt(places, sharePlaces[share]!);
  return nameOf(resource, calledIn(places, resource));
}
