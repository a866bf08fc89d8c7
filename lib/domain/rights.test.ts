import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findSystemPolicy } from "./policy";
import type { Resource } from "./resource";
import { accessTo, decide, exceeds, methodsAnywhere, methodsOn, roleMethods } from "./rights";
import { OLGA } from "./rights.generated";
import { compile, type WorldFacts } from "./world";

const MILO = 2;
const STEN = 3;
const [VIEWER, ADMIN, DEVELOPER, ACCOUNTANT, CAREFUL] = [101, 102, 103, 104, 105];
const START = "environment.control.StartEnv";
const DELETE = "environment.control.DeleteEnv";
const READ = "environment.file.Read";
const COSTS = findSystemPolicy("BILLING_VIEW")!.methods[0]!;
const shop: Resource = { type: "ENV", id: "shop" };

const roles: WorldFacts["roles"] = [
  { id: VIEWER, name: "Viewer", policyIds: idsOf("FILES_VIEW", "LOGS_VIEW", "STATISTIC") },
  { id: ADMIN, name: "Admin", policyIds: idsOf("FILES_VIEW", "ENV_STATE", "ENV_DELETE", "COLLABORATION") },
  { id: DEVELOPER, name: "Developer", policyIds: idsOf("ENV_STATE") },
  { id: ACCOUNTANT, name: "Accountant", policyIds: idsOf("BILLING_VIEW") },
  { id: CAREFUL, name: "Careful", policyIds: [201, 202] },
];

function idsOf(...names: string[]): number[] {
  return names.map((name) => findSystemPolicy(name)!.id);
}

type Shares = [type: Resource["type"], id: string, roleIds: number[]][];

/** Olga's account: the shop hangs in Web/Shops and in Sales; Milo is a member. */
const olgas = (shares: Shares, more: Partial<WorldFacts> = {}): WorldFacts => ({
  ownerUid: OLGA,
  version: 1,
  members: [{ id: 10, collaborationId: 10, uid: MILO, status: "ACTIVE" }],
  shares: shares.map(([type, resourceId, roleIds], index) => ({
    id: 50 + index,
    collaborationId: 10,
    type,
    resourceId,
    roleIds,
  })),
  roles,
  policies: [
    { id: 201, name: "Running", behavior: "ALLOW", methods: [START, DELETE] },
    { id: 202, name: "No deleting", behavior: "DENY", methods: [DELETE, "environment.control.GetEnvInfo"] },
  ],
  environments: [
    { appid: "shop", groups: ["Web/Shops", "Sales"] },
    { appid: "loner", groups: [] },
  ],
  groups: ["Web", "Web/Shops", "Sales"],
  ...more,
});

const may = (facts: WorldFacts, method: string, resource: Resource = shop, uid = MILO) =>
  decide(compile(facts), { uid }, method, resource);

describe("the three worked examples of the platform", () => {
  it("nothing direct and no shared group: the category's Viewer counts", () => {
    const facts = olgas([["ENV", "*", [VIEWER]]]);
    expect(may(facts, READ)).toMatchObject({ allowed: true, level: "base" });
    expect(may(facts, START).allowed).toBe(false);
  });
  it("a direct Viewer lowers a group's Admin", () => {
    const facts = olgas([
      ["ENV", "shop", [VIEWER]],
      ["ENV_GROUP", "Sales", [ADMIN]],
    ]);
    expect(may(facts, READ)).toMatchObject({ allowed: true, level: "direct" });
    expect(may(facts, DELETE)).toMatchObject({ allowed: false, level: "direct" });
  });
  it("two groups: the nearest shared ancestor of each, united", () => {
    const facts = olgas([
      ["ENV_GROUP", "Web/Shops", [DEVELOPER, ACCOUNTANT]],
      ["ENV_GROUP", "Web", [ADMIN]],
      ["ENV_GROUP", "*", [VIEWER]],
    ]);
    for (const method of [START, COSTS, READ])
      expect(may(facts, method)).toMatchObject({ allowed: true, level: "group" });
    expect(may(facts, DELETE).allowed).toBe(false);
  });
});

describe("levels", () => {
  it("all groups do not reach an environment that hangs in none", () => {
    const facts = olgas([["ENV_GROUP", "*", [ADMIN]]]);
    expect(may(facts, START, { type: "ENV", id: "loner" })).toMatchObject({ allowed: false, level: null });
  });
  it("a share without roles gives nothing and hides nothing", () => {
    const facts = olgas([
      ["ENV", "shop", [999]],
      ["ENV_GROUP", "Sales", []],
      ["ENV", "*", [DEVELOPER]],
    ]);
    expect(may(facts, START)).toMatchObject({ allowed: true, level: "base" });
  });
  it("a role in which nothing resolves still lets the thing be seen", () => {
    const facts = olgas([["ENV", "shop", [106]]], { roles: [{ id: 106, name: "Hollow", policyIds: [999] }] });
    expect(may(facts, "environment.control.GetEnvInfo").allowed).toBe(true);
    expect(may(facts, START).allowed).toBe(false);
  });
  it("S-03 a DENY beats every ALLOW of its level, and the baseline too", () => {
    const facts = olgas([["ENV", "shop", [ADMIN, CAREFUL]]]);
    expect(may(facts, START).allowed).toBe(true);
    expect(may(facts, DELETE).allowed).toBe(false);
    expect(may(facts, "environment.control.GetEnvInfo").allowed).toBe(false);
  });
  it("S-03 a DENY through one group beats the ALLOW through another", () => {
    const facts = olgas([
      ["ENV_GROUP", "Sales", [CAREFUL]],
      ["ENV_GROUP", "Web", [ADMIN]],
    ]);
    expect(may(facts, DELETE).allowed).toBe(false);
  });
  it("a DENY in one collaboration leaves what another gives", () => {
    const facts = olgas([["ENV", "shop", [CAREFUL]]]);
    facts.members.push({ id: 11, collaborationId: 11, uid: MILO, status: "ACTIVE" });
    facts.shares.push({ id: 70, collaborationId: 11, type: "ENV", resourceId: "shop", roleIds: [ADMIN] });
    expect(may(facts, DELETE).allowed).toBe(true);
  });
  it("a group is reached through itself, a group around it, or all groups", () => {
    const web: Resource = { type: "ENV_GROUP", id: "Web/Shops" };
    expect(may(olgas([["ENV_GROUP", "Web/Shops", [DEVELOPER]]]), START, web).level).toBe("direct");
    expect(may(olgas([["ENV_GROUP", "Web", [DEVELOPER]]]), START, web).level).toBe("group");
    expect(may(olgas([["ENV_GROUP", "*", [DEVELOPER]]]), START, web).level).toBe("base");
    expect(may(olgas([["ENV", "*", [DEVELOPER]]]), START, web).level).toBe(null);
  });
});

describe("default deny", () => {
  const facts = olgas([
    ["ENV", "shop", [ADMIN]],
    ["ENV", "ghost", [ADMIN]],
    ["ENV_GROUP", "Ghosts", [ADMIN]],
  ]);
  it("S-02 unknown methods, resources and types are denied, whoever asks", () => {
    for (const uid of [OLGA, MILO, STEN]) {
      for (const method of ["no.such.Method", "__proto__", "constructor", "", START.toLowerCase()]) {
        expect(may(facts, method, shop, uid).allowed).toBe(false);
      }
      for (const id of ["ghost", "__proto__", "constructor", "", "Shop"]) {
        expect(may(facts, START, { type: "ENV", id }, uid).allowed).toBe(false);
      }
      expect(may(facts, START, { type: "__proto__" as "ENV", id: "shop" }, uid).allowed).toBe(false);
    }
    expect(may(facts, START, { type: "ENV_GROUP", id: "Ghosts" }).allowed).toBe(false);
  });
  it("S-02 a behavior, a status or a type nobody knows never gives anything", () => {
    const strange = olgas([["ENV", "shop", [CAREFUL]]]);
    strange.policies[0]!.behavior = "allow" as "ALLOW";
    expect(may(strange, START).allowed).toBe(false);
    const odd = olgas([["ENV", "shop", [ADMIN]]]);
    odd.members[0]!.status = "active" as "ACTIVE";
    expect(may(odd, START).allowed).toBe(false);
  });
  it("a stranger has nothing, an owner everything, also what cannot be shared", () => {
    expect(may(facts, START, shop, STEN)).toMatchObject({ allowed: false, level: null });
    expect(may(facts, START, shop, OLGA)).toMatchObject({ allowed: true, level: "owner" });
    expect(may(facts, "users.collaboration.AddPolicy", shop, OLGA).allowed).toBe(true);
  });
  it("S-10 a policy that names what cannot be shared does not give it", () => {
    const cunning = olgas([["ENV", "shop", [CAREFUL]]]);
    cunning.policies[0]!.methods = ["users.collaboration.AddPolicy"];
    const decision = may(cunning, "users.collaboration.AddPolicy");
    expect(decision.allowed).toBe(false);
    expect(decision.sentence).toContain("cannot be shared");
  });
  it("another account is not theirs", () => {
    const facts = olgas([
      ["ACCOUNT", "1", [ADMIN]],
      ["ACCOUNT", "9", [ADMIN]],
    ]);
    expect(may(facts, START, { type: "ACCOUNT", id: "1" })).toMatchObject({ allowed: true, level: "direct" });
    expect(may(facts, START, { type: "ACCOUNT", id: "9" }).allowed).toBe(false);
    expect(may(facts, START, { type: "ACCOUNT", id: "9" }, OLGA).allowed).toBe(false);
  });
});

describe("tokens", () => {
  const facts = olgas([
    ["ENV_GROUP", "*", [ADMIN]],
    ["ENV", "loner", [ADMIN]],
  ]);
  const asking = (uid: number, methods: string[], resources: string[] | null) => ({
    uid,
    token: { id: 7, methods: new Set(methods), resources: resources && new Set(resources) },
  });
  it("S-08 a token narrows its owner, and never widens a member", () => {
    const world = compile(facts);
    expect(decide(world, asking(OLGA, [START], null), START, shop).allowed).toBe(true);
    expect(decide(world, asking(OLGA, [READ], null), START, shop).allowed).toBe(false);
    expect(decide(world, asking(MILO, [COSTS], null), COSTS, shop).allowed).toBe(false);
  });
  it("one limited to a group reaches what is inside, one limited to a category all of it", () => {
    const world = compile(facts);
    const reaches = (limit: string, resource: Resource) =>
      decide(world, asking(MILO, [START], [limit]), START, resource).allowed;
    expect(["ENV:shop", "ENV:*", "ENV_GROUP:Web", "ENV_GROUP:*"].map((limit) => reaches(limit, shop))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(["ENV:loner", "ENV_GROUP:Web/Sho", "ACCOUNT:1"].map((limit) => reaches(limit, shop))).toEqual([
      false,
      false,
      false,
    ]);
    expect(reaches("ENV_GROUP:*", { type: "ENV", id: "loner" })).toBe(false);
    expect(reaches("ENV_GROUP:Web", { type: "ENV_GROUP", id: "Web/Shops" })).toBe(true);
  });
});

describe("why", () => {
  it("the trail names what counted and what was lost", () => {
    const { trail, sentence } = may(
      olgas([
        ["ENV", "shop", [VIEWER]],
        ["ENV_GROUP", "Sales", [ADMIN]],
      ]),
      START,
    );
    expect(trail.map(({ step, name, counted }) => [step, name, counted])).toEqual([
      ["member", "member 10", true],
      ["status", "ACTIVE", true],
      ["share", "environment shop", true],
      ["share", "group Sales", false],
      ["level", "direct", true],
      ["role", "Viewer", false],
      ["method", START, false],
    ]);
    expect(sentence).toBe(`Denied: no policy of Viewer holds ${START}, shared directly.`);
  });
  it("the sentence says who forbids", () => {
    expect(may(olgas([["ENV_GROUP", "Web", [ADMIN, CAREFUL]]]), DELETE).sentence).toBe(
      `Denied: policy "No deleting" of role "Careful" forbids ${DELETE}, shared through a group.`,
    );
    const gone = olgas([["ENV", "shop", [ADMIN]]]);
    gone.members[0]!.status = "LEFT";
    expect(may(gone, START).sentence).toBe("Denied: the member has left.");
    expect(may(gone, START, shop, STEN).sentence).toContain("no collaboration");
  });
  it("a suspension comes before a team in which nothing of it is shared, but not where it would give nothing either", () => {
    const facts = olgas([["ENV", "shop", [ADMIN]]]);
    facts.members[0]!.status = "SUSPENDED";
    facts.members.push({ id: 11, collaborationId: 11, uid: MILO, status: "ACTIVE" });
    expect(may(facts, START).sentence).toBe("Denied: the membership is suspended.");
    expect(may(facts, START, { type: "ENV", id: "loner" }).sentence).toContain("nothing that reaches");
  });
  it("a decision leaves the house without its world", () => {
    expect(JSON.stringify(may(olgas([]), START))).toBe('{"allowed":false,"level":null}');
  });
});

describe("ends", () => {
  const ended = Date.UTC(2026, 10, 3, 14, 5);
  it("a share that has ended leaves the others as they are, and is told with its day", () => {
    const facts = olgas(
      [
        ["ENV", "shop", [ADMIN]],
        ["ENV_GROUP", "Sales", [VIEWER]],
      ],
      { now: ended },
    );
    facts.shares[0]!.endsAt = ended;
    expect(may({ ...facts, now: ended - 1 }, START).allowed).toBe(true);
    const { allowed, level, trail } = may(facts, START);
    expect({ allowed, level }).toEqual({ allowed: false, level: "group" });
    expect(trail.find(({ reason }) => reason === "shareEnded")).toMatchObject({
      name: "environment shop",
      counted: false,
      ended,
      why: "The share on environment shop ended on 3 November 2026, 14:05 UTC.",
    });
    expect(may(facts, "environment.control.GetEnvInfo").allowed).toBe(true);
    facts.shares.pop();
    expect(may(facts, START).sentence).toBe(
      "Denied: the share on environment shop ended on 3 November 2026, 14:05 UTC.",
    );
  });
  it("a membership that has ended gives nothing, whatever is shared in it", () => {
    const facts = olgas([["ENV", "shop", [ADMIN]]], { now: ended + 1 });
    facts.members[0]!.endsAt = ended;
    const { allowed, sentence, trail } = may(facts, START);
    expect(allowed).toBe(false);
    expect(sentence).toBe("Denied: the membership ended on 3 November 2026, 14:05 UTC.");
    expect(trail.find(({ step }) => step === "status")).toMatchObject({
      name: "ENDED",
      reason: "membershipEnded",
      ended,
    });
    facts.members[0]!.status = "LEFT";
    expect(may(facts, START).sentence).toBe("Denied: the member has left.");
  });
});

describe("lists", () => {
  it("everyone who reaches a resource is told with level, roles and shares, in any status", () => {
    const facts = olgas([
      ["ENV_GROUP", "Sales", [ADMIN]],
      ["ENV_GROUP", "Web", [VIEWER, ADMIN]],
    ]);
    facts.members.push({ id: 12, collaborationId: 12, uid: null, status: "PENDING" });
    facts.shares.push({ id: 80, collaborationId: 12, type: "ENV", resourceId: "shop", roleIds: [VIEWER] });
    expect(accessTo(compile(facts), shop)).toEqual([
      {
        memberId: 10,
        collaborationId: 10,
        uid: MILO,
        status: "ACTIVE",
        level: "group",
        roleIds: [VIEWER, ADMIN],
        via: expect.arrayContaining([
          { type: "ENV_GROUP", resourceId: "Web", shareId: 51 },
          { type: "ENV_GROUP", resourceId: "Sales", shareId: 50 },
        ]),
      },
      expect.objectContaining({ memberId: 12, uid: null, status: "PENDING", level: "direct", roleIds: [VIEWER] }),
    ]);
  });
  it("account scope unites what every share gives on its own resource", () => {
    const facts = olgas([
      ["ENV", "shop", [VIEWER]],
      ["ENV_GROUP", "Web", [DEVELOPER]],
      ["ACCOUNT", "1", [ACCOUNTANT]],
    ]);
    const anywhere = methodsAnywhere(compile(facts), { uid: MILO });
    expect(anywhere).toEqual(expect.arrayContaining([READ, START, COSTS]));
    expect(anywhere).not.toContain(DELETE);
    expect(methodsAnywhere(compile(facts), { uid: STEN })).toEqual([]);
    expect(methodsAnywhere(compile(facts), { uid: OLGA })).toContain(DELETE);
  });
  it("a role gives ALLOW minus DENY", () => {
    expect(roleMethods(compile(olgas([])), CAREFUL)).toEqual([START]);
    expect(roleMethods(compile(olgas([])), 999)).toEqual([]);
  });
});

describe("conferring no more than one holds", () => {
  const facts = olgas([["ENV_GROUP", "Sales", [ADMIN]]], { environments: [{ appid: "shop", groups: ["Sales"] }] });
  const sales: Resource = { type: "ENV_GROUP", id: "Sales" };
  it("S-08 a delegate gives what they hold, and is told what they do not", () => {
    const world = compile(facts);
    expect(exceeds(world, { uid: MILO }, [DEVELOPER], sales)).toEqual([]);
    expect(exceeds(world, { uid: MILO }, [ACCOUNTANT], sales)).toContain(COSTS);
    expect(exceeds(world, { uid: MILO }, [DEVELOPER], { type: "ENV_GROUP", id: "Web" })).toContain(START);
    expect(exceeds(world, { uid: OLGA }, [ACCOUNTANT], sales)).toEqual([]);
  });
  it("S-08 a role on a group is weighed against what they hold on every environment inside", () => {
    const lowered = {
      ...facts,
      shares: [
        ...facts.shares,
        { id: 90, collaborationId: 10, type: "ENV" as const, resourceId: "shop", roleIds: [VIEWER] },
      ],
    };
    expect(exceeds(compile(lowered), { uid: MILO }, [DEVELOPER], sales)).toContain(START);
  });
  it("S-08 a DENY beside it does not make a strong role harmless", () => {
    const careful = olgas([["ENV", "shop", [ADMIN, CAREFUL]]]);
    expect(exceeds(compile(careful), { uid: MILO }, [ADMIN, CAREFUL], shop)).toContain(DELETE);
  });
});

it("methodsOn is sorted and unique", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([VIEWER, ADMIN, DEVELOPER, ACCOUNTANT, CAREFUL]), (roleIds) => {
      const list = methodsOn(compile(olgas([["ENV", "shop", roleIds]])), { uid: MILO }, shop);
      expect(list).toEqual([...new Set(list)].sort());
    }),
  );
});
