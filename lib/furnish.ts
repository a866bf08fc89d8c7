import { type CastKey, cast, demoPassword } from "../db/cast";
import { db, transaction } from "../db/client";
import { findPair } from "../db/collaborations";
import { newAccountIds, openAccount } from "../db/people";
import { bot, checkout, publishing, refund, wholeShop } from "./demo-diagrams";
import { foundIn } from "./demo-threats";
import type { Actor } from "./domain/actor";
import type { Cell } from "./domain/diagram/cell";
import { parseEmail } from "./domain/email";
import { defaultRoles, roleTemplates } from "./domain/role";
import { acceptCollaboration, leaveCollaboration, rejectCollaboration } from "./operations/collaborations";
import { createDiagram, editDiagram } from "./operations/diagrams";
import { registerEnv } from "./operations/environments";
import { createGroup } from "./operations/groups";
import { suspendMember } from "./operations/members";
import type { AnyOperation, Input } from "./operations/operation";
import { inviteWithOffers } from "./operations/pages";
import { perform } from "./operations/perform";
import { addPolicy } from "./operations/policies";
import { addResources } from "./operations/resources";
import { addRole } from "./operations/roles";
import { createTeam, inviteToTeam } from "./operations/teams";
import { createThreatModel } from "./operations/threat-models";
import { addThreats } from "./operations/threats";
import { hashPassword } from "./passwords";

/** Two more people, so that every state has somebody in it. They are no part of the cast. */
const extras = [
  { key: "rejected", email: "rejected@confer.example", name: "Rita Roth" },
  { key: "left", email: "left@confer.example", name: "Leo Lund" },
] as const;

type Key = CastKey | (typeof extras)[number]["key"];

/** Nobody lives here yet. */
export async function isEmpty(): Promise<boolean> {
  return (await db().selectFrom("account").select("owner_uid").limit(1).executeTakeFirst()) === undefined;
}

/** A person of the demo, ready to act. */
type Residents = Record<Key, Actor>;

/**
 * Furnishes an empty house: the cast moves in, and everything else they do themselves, through the same operations as
 * anybody.
 */
export async function furnish(): Promise<void> {
  const people = await moveIn();
  await furnishOwner(people.owner);
  await furnishMember(people.member);
  await shareAll(people);
  const { owner, member, delegate } = people;
  for (const key of ["member", "delegate", "suspended", "left"] as const) {
    await answer(people[key], owner, acceptCollaboration);
  }
  await answer(people.rejected, owner, rejectCollaboration);
  await answer(people.left, owner, leaveCollaboration);
  await answer(delegate, member, acceptCollaboration);
  await perform(suspendMember, owner, { id: await pairId(owner, people.suspended) });
  await formTeam(owner, member);
  await drawModels(owner, member);
}

async function moveIn(): Promise<Residents> {
  // One password, so one hash: argon2 is slow on purpose.
  const passwordHash = await hashPassword(demoPassword);
  const people = {} as Residents;
  for (const { key, email, name } of [...cast, ...extras]) {
    const ids = await newAccountIds();
    const person = { ids, email: parseEmail(email), name, passwordHash, verifiedAt: new Date() };
    const uid = (await transaction((tx) => openAccount(tx, person)))!;
    const from = { ip: "", userAgent: "" };
    people[key] = { uid, email, verified: true, name, door: "system", versions: new Map(), from };
  }
  return people;
}

async function furnishOwner(owner: Actor): Promise<void> {
  const groups = ["Shop/Production", "Shop/Staging", "Payments"];
  for (const envGroup of groups) await perform(createGroup, owner, { envGroup });
  const environments = [
    ["shop-prod", "Shop", ["Shop/Production"]],
    ["shop-staging", "Shop, staging", ["Shop/Staging"]],
    ["payments-prod", "Payments", ["Payments", "Shop/Production"]],
    ["payments-test", "Payments, test", ["Payments"]],
    ["docs-site", "Documentation", []],
    ["data-lab", "Data lab", []],
  ] as const;
  for (const [envName, displayName, envGroups] of environments) {
    await perform(registerEnv, owner, { envName, displayName, envGroups, region: "eu-north" });
  }
  await perform(addPolicy, owner, {
    name: "Restart and redeploy",
    description: "Bring new versions out and restart what hangs.",
    methods: [
      "environment.control.RedeployContainers",
      "environment.control.RestartNodes",
      "environment.control.RestartServices",
    ],
  });
  await perform(addPolicy, owner, {
    name: "Never delete",
    description: "Takes away whatever deletes or gives away an environment.",
    methods: ["environment.control.DeleteEnv", "environment.control.SendTransferRequest"],
    behavior: "DENY",
  });
  const roles = [
    [
      "Developer",
      "Looks into everything, restarts and redeploys.",
      ["FILES_VIEW", "FILES_WRITE", "LOGS_VIEW", "STATISTIC", "Restart and redeploy", "TM_VIEW", "TM_EDIT"],
    ],
    ["Accountant", "Sees what things cost.", ["BILLING_VIEW", "STATISTIC"]],
    [
      "Careful admin",
      "Everything but deleting.",
      ["ENV_STATE", "ENV_EDIT", "ENV_DELETE", "FILES_WRITE", "LOGS_MANAGE", "Never delete"],
    ],
    ["Team lead", "Manages the other members of the account.", ["COLLABORATION"]],
  ] as const;
  for (const [name, description, policies] of roles) {
    await perform(addRole, owner, { name, description, policies, receiveNotification: name === "Developer" });
  }
  const cloud = roleTemplates.find((role) => role.name === "Cloud Viewer") ?? defaultRoles.CMP;
  const policies = cloud.policyIds.map(String);
  await perform(addRole, owner, {
    name: "Cloud operator",
    description: cloud.description,
    policies,
    receiveNotification: false,
  });
}

async function furnishMember(member: Actor): Promise<void> {
  await perform(createGroup, member, { envGroup: "Personal" });
  await perform(registerEnv, member, { envName: "milo-blog", displayName: "Milo's blog", envGroups: ["Personal"] });
  await perform(registerEnv, member, { envName: "milo-bot", displayName: "Milo's bot" });
}

type Shared = { type: string; resourceId: string; roles: string[]; metadata?: object };

async function shareAll({ owner, member, delegate, invited, suspended, rejected, left }: Residents): Promise<void> {
  await share(owner, member, "Milo", [
    { type: "ENV_GROUP", resourceId: "Shop", roles: ["Developer"] },
    { type: "ENV", resourceId: "payments-prod", roles: ["Viewer"] },
  ]);
  await share(owner, delegate, "Dana (lead)", [
    { type: "ACCOUNT", resourceId: String(owner.uid), roles: ["Team lead"] },
    { type: "ENV", resourceId: "*", roles: ["Admin"] },
  ]);
  await share(owner, invited, "Ines, agency", [
    { type: "ENV", resourceId: "docs-site", roles: ["Developer"] },
    { type: "ENV_GROUP", resourceId: "Payments", roles: ["Accountant"] },
  ]);
  await share(owner, suspended, "Sven", [{ type: "ENV_GROUP", resourceId: "Payments", roles: ["Developer"] }]);
  await share(owner, rejected, "", [{ type: "ENV", resourceId: "data-lab", roles: ["Viewer"] }]);
  const projects = ["atlas", "borealis"];
  await share(owner, left, "Leo, contractor", [
    { type: "VHI_REGION", resourceId: "eu-north", roles: ["Cloud operator"], metadata: { projects } },
    { type: "ENV", resourceId: "data-lab", roles: ["Developer"] },
  ]);
  await share(member, delegate, "Dana", [{ type: "ENV", resourceId: "milo-bot", roles: ["Viewer"] }]);
}

async function share(owner: Actor, to: Actor, displayName: string, resources: Shared[]): Promise<void> {
  const { notShared } = await perform(inviteWithOffers, owner, { email: to.email, displayName, resources });
  if (notShared.length > 0) throw new Error(`The demo cannot share: ${notShared.join(" ")}`);
}

async function answer(invited: Actor, owner: Actor, how: AnyOperation): Promise<void> {
  await perform(how, invited, { id: await pairId(owner, invited) });
}

async function pairId(owner: Actor, member: Actor): Promise<number> {
  return (await findPair(db(), owner.uid, member.email))!.id;
}

/** The diagram in whose register something stands already. */
const LOOKED_AT = "Paying with a card";

/**
 * Threat models: of what pays and of what is read, each on its environment, so that Milo draws along where he develops; of the whole
 * shop, which is as large as they come; and one of Milo's, which he opens to Olga by name.
 */
async function drawModels(owner: Actor, member: Actor): Promise<void> {
  const cards = {
    name: "Card payments",
    description:
      "From the basket to the card issuer and back. Stolen cards and who may pay money back are looked at; parcels are not.",
    environment: "shop-prod",
  };
  await drawModel(owner, { name: "The whole shop" }, [["Every area", wholeShop()]]);
  const docs = { name: "Documentation", description: "Whose words reach the site.", environment: "docs-site" };
  await drawModel(owner, docs, [["From draft to page", publishing()]]);
  const authorization = [{ principalType: "user" as const, email: owner.email, role: "writer" as const }];
  await drawModel(member, { name: "Milo's bot", environment: "milo-bot", authorization }, [["What it hears", bot()]]);
  // The last that was drawn on stands first in lists.
  await drawModel(owner, cards, [
    [LOOKED_AT, checkout()],
    ["Giving money back", refund()],
  ]);
}

async function drawModel(by: Actor, model: Input<typeof createThreatModel>, drawn: [string, Cell[]][]): Promise<void> {
  const { id: threatModelId } = (await perform(createThreatModel, by, model)).model;
  for (const [name, cells] of drawn) {
    const { diagram } = await perform(createDiagram, by, { threatModelId, name });
    await perform(editDiagram, by, { threatModelId, id: diagram.id, changes: { cells } });
    const threats = name === LOOKED_AT ? foundIn(diagram.id, cells) : [];
    if (threats.length > 0) await perform(addThreats, by, { threatModelId, threats });
  }
}

/** A team of one, with what everyone in it shares. */
async function formTeam(owner: Actor, member: Actor): Promise<void> {
  const { collaboration } = await perform(createTeam, owner, { displayName: "Security guild" });
  const resources = [{ type: "ENV", resourceId: "data-lab", roles: ["Viewer"] }];
  await perform(addResources, owner, { collaborationId: collaboration.id, resources });
  await perform(inviteToTeam, owner, { teamId: collaboration.id, email: member.email });
  await perform(acceptCollaboration, member, { id: collaboration.id });
}
