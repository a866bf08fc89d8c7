import "../../e2e/support/unlimited";
import { beforeAll, expect, it } from "vitest";
import { type Parameters, type Somebody, somebody } from "../../e2e/support/arrange";
import { atPage } from "../../e2e/support/at-page";
import { delegateOf, must, newEnvironment, newRole } from "../../e2e/support/collaboration";
import { freshDatabase } from "../../e2e/support/database";
import { call } from "../../e2e/support/platform";
import { toldWhere } from "../actions/refused-where";
import { Refusal } from "../domain/refusal";
import * as environments from "./environments";
import * as groups from "./groups";
import { type Attempted, refusalOf, tryOut } from "./perform";

const NAMES = ["environment.control.SetEnvDisplayName", "environment.group.EditGroup"];
const MAKES = ["environment.control.CreateEnvironment", "environment.group.CreateGroup"];
const REMOVES = ["environment.control.DeleteEnv", "environment.group.RemoveGroup"];
const held: Record<string, string[]> = {
  names: NAMES,
  makes: MAKES,
  removes: REMOVES,
  all: [...NAMES, ...MAKES, ...REMOVES],
};

let olga: Somebody;
let dana: Somebody & { id: number };
let appid: string;
const roles: Record<string, number> = {};

beforeAll(async () => {
  await freshDatabase();
  olga = await somebody("Olga");
  dana = await delegateOf(olga);
  for (const envGroup of ["Shop", "Shop/Inner", "Lab"]) {
    expect((await call("environment.group.CreateGroup", { envGroup }, olga.session)).body.result).toBe(0);
  }
  appid = await newEnvironment(olga, `shop-${olga.uid}`, "Shop/Inner");
  for (const [name, methods] of Object.entries(held)) {
    const policy = { name: `${name} ${olga.uid}`, methods: methods.join(",") };
    const { id } = (await must(olga, "AddPolicy", policy)).policy;
    roles[name] = await newRole(olga, [id]);
  }
});

/** Every step that a page offers about an environment or group, there and at the top. */
const steps = (): [string, Attempted][] => {
  const of = { ownerUid: olga.uid };
  return [
    ["rename", { op: environments.setEnvDisplayName, raw: { envName: appid, displayName: "Shop" } }],
    ["delete", { op: environments.deleteEnv, raw: { envName: appid } }],
    ["make", { op: environments.registerEnv, raw: { envName: "new", ...of } }],
    ["make in it", { op: environments.registerEnv, raw: { envName: "new", envGroups: ["Shop"], ...of } }],
    ["make group", { op: groups.createGroup, raw: { envGroup: "new", ...of } }],
    ["make group in it", { op: groups.createGroup, raw: { envGroup: "Shop/new", ...of } }],
    ["edit group", { op: groups.editGroup, raw: { srcGroupName: "Shop", ...of } }],
    ["remove group", { op: groups.removeGroup, raw: { envGroup: "Shop", ...of } }],
    ["edit another", { op: groups.editGroup, raw: { srcGroupName: "Lab", ...of } }],
  ];
};

const shares: [string, [type: string, id: string, role: string][], string[]][] = [
  ["nothing", [], []],
  ["the environment, to name", [["ENV", "it", "names"]], ["rename"]],
  ["its group, to name", [["ENV_GROUP", "Shop", "names"]], ["rename", "edit group"]],
  ["its group, to make", [["ENV_GROUP", "Shop", "makes"]], ["make in it", "make group in it"]],
  ["its group, to remove", [["ENV_GROUP", "Shop", "removes"]], ["delete", "remove group"]],
  [
    "its group to remove, and less in the one inside",
    [
      ["ENV_GROUP", "Shop", "removes"],
      ["ENV_GROUP", "Shop/Inner", "names"],
    ],
    ["rename"],
  ],
  ["all environments, to make", [["ENV", "*", "makes"]], ["make"]],
  [
    "all groups",
    [["ENV_GROUP", "*", "all"]],
    ["rename", "delete", "make in it", "make group", "make group in it", "edit group", "remove group", "edit another"],
  ],
];

/** Where a refusal says what it is about, Why says no of just that, to whoever met it. */
async function expectWhy(name: string, { op, raw }: Attempted, refusal: Refusal): Promise<void> {
  const told = toldWhere(op, raw, refusal).detail.about;
  // What they see nothing of, and what is not a matter of rights alone.
  if (!told) return expect(refusal.detail.how && refusal.code === "forbidden", name).toBeFalsy();
  const { body } = await call("confer.access.Explain", told as Parameters, dana.session);
  expect(body, name).toMatchObject({ result: 0, allowed: false, method: op.grant ?? op.method });
}

it.each(shares)("a delegate who has %s: each step is judged as it would be if it were tried", async (_, given, may) => {
  const resources = given.map(([resourceType, id, role]) => ({
    resourceType,
    resourceId: id === "it" ? appid : id,
    roleIds: [roles[role]],
  }));
  const roleIds = [await newRole(olga, ["COLLABORATION"])];
  const account = { resourceType: "ACCOUNT", resourceId: String(olga.uid), roleIds };
  await must(olga, "SetResources", {
    collaborationId: dana.id,
    resources: JSON.stringify([...resources, account]),
  });
  const actor = await atPage(dana);
  const judged: string[] = [];
  const tried: string[] = [];
  for (const [name, step] of steps()) {
    const refusal = await refusalOf(actor, step);
    if (refusal === null) judged.push(name);
    else await expectWhy(name, step, refusal);
    const refused = await tryOut(actor, step).then(
      () => false,
      (error) => error instanceof Refusal || Promise.reject(error),
    );
    if (!refused) tried.push(name);
  }
  expect(judged).toEqual(tried);
  expect(judged).toEqual(may);
});
