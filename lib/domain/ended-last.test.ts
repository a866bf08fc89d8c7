import { describe, expect, it } from "vitest";
import { explainOnModel } from "./diagram/explain";
import type { ModelFacts } from "./diagram/rights";
import { decide } from "./rights";
import { tell } from "./telling";
import { compile, type WorldFacts } from "./world";

const READ = "threatmodel.diagram.GetDiagram";
const shop = { type: "ENV" as const, id: "shop" };
const day = (n: number) => Date.UTC(2026, 10, n, 12);
const NOW = day(25);

type Member = Partial<WorldFacts["members"][number]>;
/** Milo is in a pair (10) and a team (20) of Olga's, who share the shop in the ways named. */
const world = (shares: [collaboration: number, on: string, ends?: number][], pair: Member = {}, team: Member = {}) =>
  compile({
    ownerUid: 1,
    version: 1,
    now: NOW,
    members: [
      { id: 10, collaborationId: 10, uid: 2, status: "ACTIVE", ...pair },
      { id: 20, collaborationId: 20, uid: 2, status: "ACTIVE", ...team },
    ],
    shares: shares.map(([collaborationId, on, endsAt], n) => ({
      id: 50 + n,
      collaborationId,
      ...(on === "shop" || on === "*" ? { type: "ENV" as const } : { type: "ENV_GROUP" as const }),
      resourceId: on,
      roleIds: [1],
      ...(endsAt !== undefined && { endsAt }),
    })),
    roles: [{ id: 1, name: "Reader", policyIds: [1011] }],
    policies: [{ id: 1011, name: "read", behavior: "ALLOW", methods: [READ] }],
    environments: [{ appid: "shop", groups: ["Shop"] }],
    groups: ["Shop"],
  });
const why = (...made: Parameters<typeof world>) => tell(decide(world(...made), { uid: 2 }, READ, shop)).sentence;

describe("of what has ended the last is told: with it the right was gone", () => {
  it.each([
    [
      "the nearest ended before the group",
      [
        [10, "shop", day(1)],
        [10, "Shop", day(23)],
      ],
      "23 November",
    ],
    [
      "the nearest ended after the group",
      [
        [10, "shop", day(23)],
        [10, "Shop", day(1)],
      ],
      "23 November",
    ],
    ["one of two memberships never had it", [[20, "shop", day(23)]], "23 November"],
    [
      "each of two memberships had it",
      [
        [10, "shop", day(3)],
        [20, "shop", day(23)],
      ],
      "23 November",
    ],
    [
      "the same the other way round",
      [
        [10, "shop", day(23)],
        [20, "shop", day(3)],
      ],
      "23 November",
    ],
  ] as const)("%s", (_, shares, said) => {
    expect(why(shares as never)).toMatch(new RegExp(`^Denied: the share on .* ended on ${said}`));
  });

  it("a membership beside a share; one that never reached it has taken nothing", () => {
    const [early, late] = [{ endsAt: day(3) }, { endsAt: day(24) }];
    expect(
      why(
        [
          [10, "shop"],
          [20, "shop", day(23)],
        ],
        early,
      ),
    ).toContain("the share on environment shop ended on 23");
    expect(
      why(
        [
          [10, "shop"],
          [20, "shop", day(23)],
        ],
        late,
      ),
    ).toContain("the membership ended on 24");
    expect(why([[20, "shop", day(23)]], late)).toContain("the share on environment shop ended on 23");
    // Who is suspended may be let in again at any time: that is said first.
    expect(
      why(
        [
          [10, "shop"],
          [20, "shop", day(23)],
        ],
        { status: "SUSPENDED" },
      ),
    ).toContain("suspended");
  });

  const model = (ends: number | null, environment: string | null): ModelFacts => ({
    owner_uid: 1,
    environment,
    now: NOW,
    entries: [
      {
        ...{ principal_type: "user", uid: 2, email: "milo@x", provider: "", group_name: "", role: "reader" },
        ends_at: ends === null ? null : new Date(ends),
      },
    ],
  });
  const asker = { uid: 2, email: "milo@x", verified: true };
  it.each([
    ["attached to nothing", null, [], "list gave them ended on 23"],
    ["on an environment that is not shared", "shop", [], "list gave them ended on 23"],
    ["on one whose share ended before", "shop", [[10, "shop", day(3)]], "list gave them ended on 23"],
    ["on one whose share ended after", "shop", [[10, "shop", day(24)]], "share on environment shop ended on 24"],
  ] as const)("a line of a model's own list, %s", (_, environment, shares, said) => {
    const told = explainOnModel(model(day(23), environment), asker, world(shares as never), READ);
    expect(told).toMatchObject({ allowed: false, sentence: expect.stringContaining(said) });
    expect(told.chain.filter(({ ended }) => ended !== undefined).length).toBeGreaterThan(0);
    expect([...told.chain, ...told.weighed].map(({ why }) => why).sort()).toEqual(
      told.trail.map(({ why }) => why).sort(),
    );
  });
});
