/** Random and enumerated worlds for the tests of rights. Small alphabets, so that things meet. */
import fc from "fast-check";
import { memberStatuses } from "./collaboration";
import type { Resource } from "./resource";
import type { Asker } from "./token";
import type { WorldFacts } from "./world";

export const OLGA = 1;
/** Two of them are baseline, one cannot be shared, one does not exist. */
export const someMethods = [
  "environment.control.StartEnv",
  "environment.control.StopEnv",
  "environment.control.DeleteEnv",
  "environment.control.GetEnvInfo",
  "environment.group.GetGroups",
  "environment.file.Read",
  "users.collaboration.InviteMember",
  "threatmodel.diagram.EditDiagram",
  "users.authentication.Signin",
  "no.such.Method",
];
const uids = [2, 3, 4];
const collaborations = [10, 20, 30];
const roleIds = [101, 102, 103, 104];
const policyIds = [201, 202, 203, 204];
const groups = ["A", "A/B", "A/B/C", "A/D", "E", "E/B"];
const appids = ["one", "two", "three", "four"];

export const resources: Resource[] = [
  ...[...appids, "*", "ghost", "__proto__"].map((id): Resource => ({ type: "ENV", id })),
  ...[...groups, "*", "Ghost", "A/B/C/X"].map((id): Resource => ({ type: "ENV_GROUP", id })),
  ...[String(OLGA), "2"].map((id): Resource => ({ type: "ACCOUNT", id })),
  { type: "VHI_REGION", id: "north" },
  { type: "S3_REGION", id: "south" },
];

const status = fc.oneof({ weight: 3, arbitrary: fc.constant("ACTIVE" as const) }, fc.constantFrom(...memberStatuses));
const some = <T>(values: readonly T[], maxLength = values.length, minLength = 0) =>
  fc.subarray([...values], { minLength, maxLength });
const numbered = <T extends object>(first: number, rows: fc.Arbitrary<T[]>) =>
  rows.map((list) => list.map((row, index) => ({ id: first + index, ...row })));

/** When it is in them; ends lie before, at and after it. */
export const NOW = 1_000;
const end = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom(NOW - 1, NOW, NOW + 1, NOW + 500) },
);

export const anyFacts: fc.Arbitrary<WorldFacts> = fc.record({
  ownerUid: fc.constant(OLGA),
  version: fc.constant(1),
  now: fc.constant(NOW),
  members: numbered(
    1000,
    fc.array(
      fc.record({
        collaborationId: fc.constantFrom(...collaborations),
        uid: fc.option(fc.constantFrom(OLGA, ...uids), { freq: 8 }),
        status,
        endsAt: end,
      }),
      { minLength: 1, maxLength: 6 },
    ),
  ),
  shares: numbered(
    2000,
    fc.array(
      fc
        .record({
          collaborationId: fc.constantFrom(...collaborations),
          resource: fc.constantFrom(...resources),
          roleIds: some([...roleIds, 999], 3),
          endsAt: end,
        })
        .map(({ collaborationId, resource, roleIds, endsAt }) => ({
          collaborationId,
          type: resource.type,
          resourceId: resource.id,
          roleIds,
          endsAt,
        })),
      { minLength: 4, maxLength: 20 },
    ),
  ),
  roles: some(roleIds, 4, 2).chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc.record({
          id: fc.constant(id),
          name: fc.constant(`role ${id}`),
          policyIds: some([...policyIds, 13, 36, 999], 3),
        }),
      ),
    ),
  ),
  policies: some(policyIds, 4, 2).chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc.record({
          id: fc.constant(id),
          name: fc.constant(`policy ${id}`),
          behavior: fc.constantFrom("ALLOW" as const, "ALLOW" as const, "DENY" as const),
          methods: some(someMethods, 5),
        }),
      ),
    ),
  ),
  environments: some(appids, 4, 2).chain((ids) =>
    fc.tuple(...ids.map((appid) => fc.record({ appid: fc.constant(appid), groups: some(groups, 3) }))),
  ),
  groups: some(groups),
});

export const anyAsker: fc.Arbitrary<Asker> = fc
  .record({
    uid: fc.constantFrom(OLGA, ...uids, 99),
    token: fc.option(
      fc.record({
        id: fc.constant(7),
        methods: some(someMethods).map((names) => new Set(names)),
        resources: fc.option(
          some(
            ["ENV:one", "ENV:*", "ENV_GROUP:A", "ENV_GROUP:A/B", "ENV_GROUP:*", "ACCOUNT:1", "VHI_REGION:north"],
            3,
          ).map((keys) => new Set(keys)),
        ),
      }),
      { freq: 2 },
    ),
  })
  .map(({ uid, token }) => (token ? { uid, token } : { uid }));
