import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memberStatuses } from "./collaboration";
import { methods } from "./method";
import type { Resource } from "./resource";
import { decide, exceeds, methodsAnywhere, methodsOn } from "./rights";
import { anyAsker, anyFacts, NOW, OLGA, resources, someMethods } from "./rights.generated";
import { naiveDecide } from "./rights.naive";
import { compile, type WorldFacts } from "./world";

const shareable = methods.filter((method) => method.isCollaborationAccessible).map((method) => method.name);

describe("two evaluators", () => {
  it("S-02 S-03 agree on 200,000 random cases, and the trail ends as the decision does", () => {
    let cases = 0;
    let allowed = 0;
    const runs = 400;
    fc.assert(
      fc.property(anyFacts, fc.array(anyAsker, { minLength: 3, maxLength: 3 }), (facts, askers) => {
        const world = compile(facts);
        for (const asker of askers) {
          for (const resource of resources) {
            for (const method of someMethods) {
              const decision = decide(world, asker, method, resource);
              const expected = naiveDecide(facts, asker, method, resource);
              cases++;
              if (expected) allowed++;
              if (decision.allowed !== expected) {
                throw new Error(
                  `${asker.uid} ${method} ${resource.type}:${resource.id}: ${decision.sentence} Expected ${expected}.`,
                );
              }
              if (cases % 7 === 0) {
                expect(decision.sentence.startsWith(expected ? "Allowed: " : "Denied: ")).toBe(true);
                expect(decision.trail.length).toBeGreaterThan(0);
              }
            }
          }
        }
      }),
      { numRuns: runs },
    );
    expect(cases).toBeGreaterThanOrEqual(200_000);
    expect(allowed / cases).toBeGreaterThan(0.05);
  }, 60_000);

  it("S-03 agree on a small world taken whole", () => {
    const [start, stop, see] = [
      "environment.control.StartEnv",
      "environment.control.StopEnv",
      "environment.control.GetEnvInfo",
    ] as const;
    const env: Resource = { type: "ENV", id: "one" };
    const group: Resource = { type: "ENV_GROUP", id: "A/B" };
    const behaviors = ["ALLOW", "DENY"] as const;
    const choices = [null, [101], [102], [101, 102]];
    const [milo, mia, sten] = [2, 3, 99];
    let worlds = 0;
    let cases = 0;
    for (const owner of [OLGA, 8])
      for (const ofMilo of memberStatuses)
        for (const ofMia of memberStatuses)
          for (let behavior = 0; behavior < 8; behavior++)
            for (let choice = 0; choice < 256; choice++) {
              const roleIdsOf = (level: number) => choices[(choice >> (2 * level)) & 3];
              // Milo stands in a pair and in a team; Mia only in the team. Olga shares with the pair first, the other owner with the team.
              const [near, far] = owner === OLGA ? [10, 20] : [20, 20];
              const shares = [
                { collaborationId: near, type: "ENV" as const, resourceId: "one" },
                { collaborationId: far, type: "ENV_GROUP" as const, resourceId: "A/B" },
                { collaborationId: near, type: "ENV_GROUP" as const, resourceId: "A" },
                { collaborationId: far, type: "ENV" as const, resourceId: "*" },
              ].flatMap((share, level) => {
                const roleIds = roleIdsOf(level);
                return roleIds ? [{ id: 50 + level, ...share, roleIds }] : [];
              });
              const facts: WorldFacts = {
                ownerUid: owner,
                version: 1,
                members: [
                  { id: 10, collaborationId: 10, uid: milo, status: "ACTIVE" },
                  { id: 21, collaborationId: 20, uid: milo, status: ofMilo },
                  { id: 22, collaborationId: 20, uid: mia, status: ofMia },
                ],
                shares,
                roles: [
                  { id: 101, name: "first", policyIds: [201, 202] },
                  { id: 102, name: "second", policyIds: [202, 203] },
                ],
                policies: [
                  [start, stop],
                  [stop, see],
                  [see, start],
                ].map((names, index) => ({
                  id: 201 + index,
                  name: `policy ${index}`,
                  behavior: behaviors[(behavior >> index) & 1]!,
                  methods: names,
                })),
                environments: [{ appid: "one", groups: ["A/B"] }],
                groups: ["A", "A/B"],
              };
              const world = compile(facts);
              worlds++;
              for (const uid of [OLGA, milo, mia, sten])
                for (const method of [start, stop, see])
                  for (const resource of [env, group]) {
                    cases++;
                    if (
                      decide(world, { uid }, method, resource).allowed !== naiveDecide(facts, { uid }, method, resource)
                    ) {
                      throw new Error(`${uid} ${method} ${resource.type}:${resource.id} in ${JSON.stringify(facts)}`);
                    }
                  }
            }
    expect(worlds).toBe(102_400);
    expect(cases).toBe(2_457_600);
  }, 120_000);
});

describe("what ends", () => {
  const later = [NOW, NOW + 1, NOW + 499, NOW + 500, NOW + 501];

  it("S-02 is absent from its end on, to the millisecond, and takes nothing else along", () => {
    let changed = 0;
    fc.assert(
      fc.property(anyFacts, (facts) => {
        for (const now of later) {
          const world = compile({ ...facts, now });
          const without: WorldFacts = {
            ...facts,
            now,
            members: facts.members.flatMap(({ endsAt, ...member }) => (endsAt === null || endsAt! > now ? member : [])),
            shares: facts.shares.map(({ endsAt, ...share }) =>
              endsAt === null || endsAt! > now ? share : { ...share, roleIds: [] },
            ),
          };
          const plain = compile(without);
          for (const uid of [2, 3, 4]) {
            for (const resource of resources) {
              const held = methodsOn(world, { uid }, resource);
              expect(held).toEqual(methodsOn(plain, { uid }, resource));
              if (held.length !== methodsOn(compile({ ...facts, now: 0 }), { uid }, resource).length) changed++;
            }
          }
        }
      }),
      { numRuns: 60 },
    );
    expect(changed).toBeGreaterThan(20);
  }, 30_000);

  it("a world says until when it holds: nothing changes before that moment, whatever is asked", () => {
    let moved = 0;
    fc.assert(
      fc.property(anyFacts, anyAsker, (facts, asker) => {
        const world = compile(facts);
        const { nextEnd } = world;
        const until = nextEnd ?? NOW + 10_000;
        expect(until).toBeGreaterThan(NOW);
        const [before, then] = [compile({ ...facts, now: until - 1 }), compile({ ...facts, now: until })];
        for (const resource of resources) {
          expect(methodsOn(before, asker, resource)).toEqual(methodsOn(world, asker, resource));
          if (methodsOn(then, asker, resource).length !== methodsOn(world, asker, resource).length) moved++;
        }
        if (nextEnd !== null) expect(then.nextEnd === null || then.nextEnd > nextEnd).toBe(true);
      }),
      { numRuns: 400 },
    );
    expect(moved).toBeGreaterThan(3);
  });

  it("whoever does not say when it is gets nothing from what has an end", () => {
    fc.assert(
      fc.property(anyFacts, ({ now: _, ...facts }) => {
        const world = compile({ ...facts, shares: facts.shares.map((share) => ({ ...share, endsAt: 9e15 })) });
        for (const resource of resources) expect(methodsOn(world, { uid: 2 }, resource)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

describe("laws", () => {
  it("S-02 whoever has no active membership has nothing: pending, rejected, suspended and left alike", () => {
    fc.assert(
      fc.property(
        anyFacts,
        fc.constantFrom(...memberStatuses.filter((status) => status !== "ACTIVE")),
        (facts, status) => {
          const world = compile({ ...facts, members: facts.members.map((member) => ({ ...member, status })) });
          for (const uid of [2, 3, 4, 99]) {
            expect(methodsAnywhere(world, { uid })).toEqual([]);
            for (const resource of resources) expect(methodsOn(world, { uid }, resource)).toEqual([]);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("S-03 turning a policy into a DENY of the same methods never gives anybody anything", () => {
    fc.assert(
      fc.property(anyFacts, fc.nat(3), (facts, which) => {
        const policies = facts.policies.map((policy, index) =>
          index === which ? { ...policy, behavior: "DENY" as const } : policy,
        );
        const [before, after] = [compile(facts), compile({ ...facts, policies })];
        for (const uid of [2, 3, 4]) {
          for (const resource of resources) {
            const held = new Set(methodsOn(before, { uid }, resource));
            expect(methodsOn(after, { uid }, resource).filter((name) => !held.has(name))).toEqual([]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("S-03 a member with one collaboration is denied whatever a DENY of the counted level names", () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...someMethods), (facts, method) => {
        const poisoned = {
          ...facts,
          members: [{ id: 1, collaborationId: 10, uid: 2, status: "ACTIVE" as const }],
          roles: facts.roles.map((role) => ({ ...role, policyIds: [...role.policyIds, 900] })),
          policies: [...facts.policies, { id: 900, name: "never", behavior: "DENY" as const, methods: [method] }],
        };
        const world = compile(poisoned);
        for (const resource of resources) expect(decide(world, { uid: 2 }, method, resource).allowed).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it("S-03 the order of facts never matters", () => {
    const shuffled = <T>(list: T[], seed: number): T[] =>
      list
        .map((value, index) => ({ value, key: Math.imul(index + 1, seed * 2 + 1) >>> 3 }))
        .sort((a, b) => a.key - b.key)
        .map(({ value }) => value);
    fc.assert(
      fc.property(anyFacts, anyAsker, fc.integer({ min: 1, max: 1e9 }), (facts, asker, seed) => {
        const mixed: WorldFacts = {
          ...facts,
          members: shuffled(facts.members, seed),
          shares: shuffled(facts.shares, seed).map((share) => ({ ...share, roleIds: shuffled(share.roleIds, seed) })),
          roles: shuffled(facts.roles, seed).map((role) => ({ ...role, policyIds: shuffled(role.policyIds, seed) })),
          policies: shuffled(facts.policies, seed).map((policy) => ({
            ...policy,
            methods: shuffled(policy.methods, seed),
          })),
          environments: shuffled(facts.environments, seed).map((env) => ({
            ...env,
            groups: shuffled(env.groups, seed),
          })),
          groups: shuffled(facts.groups, seed),
        };
        const [world, other] = [compile(facts), compile(mixed)];
        for (const resource of resources) {
          expect(methodsOn(other, asker, resource)).toEqual(methodsOn(world, asker, resource));
          expect(decide(other, asker, someMethods[0]!, resource).level).toBe(
            decide(world, asker, someMethods[0]!, resource).level,
          );
        }
        expect(methodsAnywhere(other, asker)).toEqual(methodsAnywhere(world, asker));
      }),
      { numRuns: 150 },
    );
  });

  it("S-15 a list holds exactly what decide allows, and account scope the union over resources", () => {
    fc.assert(
      fc.property(anyFacts, anyAsker, (facts, asker) => {
        const world = compile(facts);
        const anywhere = new Set<string>();
        for (const resource of resources) {
          const list = methodsOn(world, asker, resource);
          expect(list).toEqual(shareable.filter((method) => decide(world, asker, method, resource).allowed).sort());
          for (const name of list) anywhere.add(name);
        }
        expect(methodsAnywhere(world, asker)).toEqual([...anywhere].sort());
      }),
      { numRuns: 60 },
    );
  });

  it("S-08 no escalation: what a delegate may assign gives a newcomer nothing the delegate does not hold", () => {
    const someRoles = fc.subarray([101, 102, 103, 104], { minLength: 1, maxLength: 2 });
    const someResource = fc.constantFrom(...resources);
    const besides = fc.array(fc.record({ at: someResource, roleIds: someRoles }), { maxLength: 2 });
    let assigned = 0;
    fc.assert(
      fc.property(anyFacts, anyAsker, someResource, someRoles, besides, (facts, { token }, at, roleIds, others) => {
        // Dela holds the very roles she would assign, and other roles here and there.
        const dela = token ? { uid: 40, token } : { uid: 40 };
        const sharesOf = (collaborationId: number, held: { at: Resource; roleIds: number[] }[]): WorldFacts["shares"] =>
          held.map((share, index) => ({
            id: collaborationId + index,
            collaborationId,
            type: share.at.type,
            resourceId: share.at.id,
            roleIds: share.roleIds,
          }));
        const before = {
          ...facts,
          members: [...facts.members, { id: 4000, collaborationId: 4000, uid: 40, status: "ACTIVE" as const }],
          shares: [...facts.shares, ...sharesOf(4000, [{ at, roleIds }, ...others])],
        };
        if (exceeds(compile(before), dela, roleIds, at).length > 0) return;
        if (roleIds.some((id) => facts.roles.some((role) => role.id === id))) assigned++;
        const after = compile({
          ...before,
          members: [...before.members, { id: 5000, collaborationId: 5000, uid: 50, status: "ACTIVE" }],
          shares: [...before.shares, ...sharesOf(5000, [{ at, roleIds }])],
        });
        for (const resource of resources) {
          const held = new Set(methodsOn(after, dela, resource));
          expect(methodsOn(after, { uid: 50 }, resource).filter((name) => !held.has(name))).toEqual([]);
        }
      }),
      { numRuns: 2000 },
    );
    expect(assigned).toBeGreaterThan(100);
  }, 30_000);

  it("S-08 a token only ever narrows", () => {
    fc.assert(
      fc.property(anyFacts, anyAsker, (facts, asker) => {
        const world = compile(facts);
        for (const resource of resources) {
          const held = new Set(methodsOn(world, { uid: asker.uid }, resource));
          expect(methodsOn(world, asker, resource).filter((name) => !held.has(name))).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  });
});
