import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../domain/language";
import { decide } from "../domain/rights";
import { tell } from "../domain/telling";
import { compile } from "../domain/world";
import type { ToldStep } from "../operations/told-steps";
import type { ExplanationWire } from "../operations/why/explain";
import { explainedInWords, onceEach } from "./why-words";

const READ = "environment.file.Read";
const shop = { type: "ENV" as const, id: "shop" };
/** Milo is in a team that has nothing, in a pair that has Shop in two ways, and in a team that was suspended for him. */
const world = compile({
  ownerUid: 1,
  version: 1,
  now: 0,
  members: [
    { id: 5, collaborationId: 5, uid: 2, status: "ACTIVE" },
    { id: 10, collaborationId: 10, uid: 2, status: "ACTIVE" },
    { id: 20, collaborationId: 20, uid: 2, status: "SUSPENDED" },
  ],
  shares: [
    { id: 50, collaborationId: 10, type: "ENV_GROUP", resourceId: "Shop", roleIds: [1] },
    { id: 51, collaborationId: 10, type: "ENV", resourceId: "*", roleIds: [1] },
  ],
  roles: [{ id: 1, name: "Reader", policyIds: [1011] }],
  policies: [{ id: 1011, name: "read", behavior: "ALLOW", methods: [READ] }],
  environments: [{ appid: "shop", groups: ["Shop"] }],
  groups: ["Shop"],
});

function asked(): ExplanationWire {
  const decision = decide(world, { uid: 2 }, READ, shop);
  const { sentence, chain, weighed } = tell(decision);
  const told = (steps: typeof chain) =>
    steps.map((one) => ({ ...one, place: null, since: null, id: one.id === null ? null : Number(one.id) }) as ToldStep);
  return {
    allowed: decision.allowed,
    level: decision.level,
    sentence,
    method: READ,
    person: {
      memberId: 10,
      tokenId: null,
      name: "Milo",
      holder: "",
      email: "milo@example.com",
      state: "ACTIVE",
      since: null,
    },
    thing: { type: "ENV", resourceId: "shop", name: "shop" },
    owner: { uid: 1, name: "Olga", email: "olga@example.com" },
    membership: false,
    mayAsk: false,
    chain: told(chain),
    weighed: told(weighed),
    teams: [
      { memberId: 5, name: "Night shift" },
      { memberId: 20, name: "Weekend" },
    ],
    changes: null,
  };
}

const here = { language: "en" as const, zone: "UTC" };

describe("what else was weighed", () => {
  it.each(LANGUAGES)("says in %s each membership once, by the name of its team", (language) => {
    const { chain, weighed } = explainedInWords(asked(), {}, { language, zone: "UTC" }, null);
    const all = [...chain, ...weighed].map(({ text }) => text);
    expect(all.filter((text, at) => all.indexOf(text) !== at)).toEqual([]);
    expect(weighed.filter(({ text }) => text.includes("Night shift"))).toHaveLength(1);
    expect(all.filter((text) => text.includes("undefined"))).toEqual([]);
  });

  it("what lost on the same way stands first, then other ways one after the other", () => {
    const { weighed } = explainedInWords(asked(), {}, here, null);
    expect(weighed.map(({ step }) => step)).toEqual(["share", "member", "level", "member", "status"]);
    expect(weighed[1]!.text).toBe("Milo is in the team Night shift.");
    expect(weighed[2]!.text).toBe("The team has no role on anything that reaches it.");
    expect(weighed[3]!.text).toBe("Milo is in the team Weekend.");
  });
});

describe("of a membership", () => {
  const since = "2026-11-03 10:00:00";
  const step = { id: 10, name: "", counted: false, why: "", place: null, since: null } as const;
  it.each([
    ["PENDING", "Milo was invited.", "Milo was invited to the team Weekend."],
    ["REJECTED", "Milo was invited.", "Milo was invited to the team Weekend."],
    ["LEFT", "Milo was a member.", "Milo was in the team Weekend."],
    ["SUSPENDED", "Milo is a member.", "Milo is in the team Weekend."],
  ] as const)("that is %s nobody is called a member who is none", (state, alone, inTeam) => {
    const steps: ToldStep[] = [
      { ...step, step: "member", reason: "member" },
      { ...step, step: "status", reason: state, since },
      { ...step, id: 20, step: "member", reason: "member" },
      { ...step, id: 20, step: "status", reason: state, since },
    ];
    const { chain } = explainedInWords({ ...asked(), allowed: false, chain: steps }, {}, here, null);
    expect(chain.map(({ text }) => text).filter((_, n) => n % 2 === 0)).toEqual([alone, inTeam]);
  });
});

it("what has ended is told with the day on which it did where its reader lives", () => {
  const ended: ToldStep = {
    ...{ step: "share", id: 50, name: "group Shop", counted: false, reason: "shareEnded", why: "" },
    ...{ place: { type: "ENV_GROUP", resourceId: "Shop", name: "Shop" }, since: "2026-11-24 04:59:59" },
  };
  const answer = { ...asked(), allowed: false, chain: [ended], weighed: [] };
  expect(explainedInWords(answer, {}, here, null).because).toContain("24 November 2026");
  const inNewYork = { ...here, zone: "America/New_York" };
  expect(explainedInWords(answer, {}, inNewYork, null).because).toContain("23 November 2026");
});

it("of a token the way is told of its person, and what was asked of the token", () => {
  const person = { ...asked().person, memberId: null, tokenId: 7, name: "build server", holder: "Milo" };
  const { about, chain } = explainedInWords({ ...asked(), person }, { tokenId: 7 }, here, null);
  expect(about).toContain("build server");
  expect(chain[0]!.text).toBe("Milo is a member.");
  expect(chain.map(({ text }) => text).join(" ")).not.toContain("build server");
});

it.each(LANGUAGES)("in %s a region that is not shared is there all the same", (language) => {
  const { explanation, allowed } = decide(world, { uid: 2 }, READ, { type: "VHI_REGION", id: "north" });
  const chain = explanation.trail.map((one) => ({ ...one, place: null, since: null, id: null }) as ToldStep);
  const thing = { type: "VHI_REGION" as const, resourceId: "north", name: "north" };
  const told = explainedInWords({ ...asked(), allowed, thing, chain }, {}, { language, zone: "UTC" }, null);
  expect(told.because).toContain("Milo");
  expect(told.because).toContain("north");
});

it("what two roles one after the other say alike is said once", () => {
  const line = { step: "policy" as const, counted: false, text: "The policy Delete allows it, in vain." };
  const role = { ...line, step: "role" as const, text: "The role Admin holds it, in vain." };
  expect(onceEach([role, line, line, role], [])).toEqual([role, line, role]);
});
