/** The world every contender answers about: 1,000 members, 20 roles, 50 policies, 10,000 shares; the same at every run. */
import { methods } from "../lib/domain/method";
import { systemPolicies } from "../lib/domain/policy";
import type { WorldFacts } from "../lib/domain/world";

export type Question = { uid: number; method: string; resource: { type: "ENV"; id: string } };

export const OWNER = 1;
const MEMBERS = 1_000;
const ENVIRONMENTS = 2_000;

/** Small and repeatable; numbers from 0 up to 1. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) / 2 ** 24;
  };
}

/**
 * An environment hangs in one group at most, because CASL's rules cannot say "united" of two. `times`: so many times as many
 * members, and shares with them.
 */
export function benchFacts(times = 1): WorldFacts {
  const roll = dice(42);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)]!;
  const names = methods.map((method) => method.name);

  const policies = Array.from({ length: 5 }, (_, index) => ({
    id: 201 + index,
    name: `No ${index}`,
    behavior: "DENY" as const,
    methods: Array.from({ length: 12 }, () => pick(names)),
  }));
  const roles = Array.from({ length: 20 }, (_, index) => ({
    id: 101 + index,
    name: `Role ${index}`,
    policyIds: [
      ...Array.from({ length: 2 + (index % 9) }, () => pick(systemPolicies).id),
      ...(index % 4 === 0 ? [pick(policies).id] : []),
    ],
  }));
  const groups = Array.from({ length: 20 }, (_, a) => [
    `G${a}`,
    ...Array.from({ length: 3 }, (_, b) => [`G${a}/H${b}`, `G${a}/H${b}/I`, `G${a}/H${b}/J`]).flat(),
  ]).flat();
  const environments = Array.from({ length: ENVIRONMENTS }, (_, index) => ({
    appid: `env-${index.toString(16).padStart(8, "0")}`,
    groups: index % 10 === 0 ? [] : [pick(groups)],
  }));

  const members: WorldFacts["members"] = [];
  const shares: WorldFacts["shares"] = [];
  for (let index = 0; index < MEMBERS * times; index++) {
    const id = 1_000 + index;
    members.push({ id, collaborationId: id, uid: 10 + index, status: index % 20 === 0 ? "SUSPENDED" : "ACTIVE" });
    const places = new Map<string, { type: "ENV" | "ENV_GROUP"; resourceId: string }>();
    const base = index % 2 === 0;
    if (base) places.set("base", { type: "ENV", resourceId: "*" });
    if (index % 5 === 0) places.set("groups", { type: "ENV_GROUP", resourceId: "*" });
    while (places.size < 5) {
      const resourceId = pick(groups);
      places.set(resourceId, { type: "ENV_GROUP", resourceId });
    }
    while (places.size < 10) {
      const resourceId = pick(environments).appid;
      places.set(resourceId, { type: "ENV", resourceId });
    }
    for (const place of places.values()) {
      const roleIds = [...new Set([pick(roles).id, ...(roll() < 0.4 ? [pick(roles).id] : [])])];
      shares.push({ id: 100_000 + shares.length, collaborationId: id, ...place, roleIds });
    }
  }
  return { ownerUid: OWNER, version: 1, members, shares, roles, policies, environments, groups };
}

/** Half of the questions are about something shared directly with the person, half about any environment. */
export function benchQuestions(facts: WorldFacts, count: number): Question[] {
  const roll = dice(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)]!;
  const direct = new Map<number, string[]>();
  for (const share of facts.shares) {
    if (share.type !== "ENV" || share.resourceId === "*") continue;
    direct.set(share.collaborationId, [...(direct.get(share.collaborationId) ?? []), share.resourceId]);
  }
  return Array.from({ length: count }, (_, index) => {
    const member = pick(facts.members);
    const id = index % 2 === 0 ? pick(direct.get(member.collaborationId)!) : pick(facts.environments).appid;
    return { uid: member.uid!, method: pick(methods).name, resource: { type: "ENV", id } };
  });
}
