/** The same rule said in the words of two libraries, each as its own documentation would have it. */
import { AbilityBuilder, createMongoAbility, type MongoAbility, subject } from "@casl/ability";
import { newEnforcer, newModelFromString, StringAdapter } from "casbin";
import { namesOf } from "../lib/domain/bits";
import { ancestors } from "../lib/domain/resource";
import { combine, compile, type World, type WorldFacts } from "../lib/domain/world";
import type { Question } from "./decide-world";

export type Contender = (question: Question) => boolean;

type Said = { offers: string[]; denies: string[] };

/** Role ids → the names offered and denied; the libraries get names, not bits. */
function spokenRoles(world: World): (roleIds: number[]) => Said {
  const known = new Map<string, Said>();
  return (roleIds) => {
    const key = roleIds.join();
    let said = known.get(key);
    if (!said) {
      const { offers, denies } = combine(roleIds.map((id) => world.roles.get(id)!));
      said = { offers: namesOf(offers), denies: namesOf(denies) };
      known.set(key, said);
    }
    return said;
  };
}

const chainsOf = (facts: WorldFacts): Map<string, string[]> =>
  new Map(
    facts.environments.map(({ appid, groups }) => [appid, groups.flatMap((path) => [path, ...ancestors(path), "*"])]),
  );

/**
 * CASL: one ability a member. The later rule wins, so levels are written from the far to the near, each beginning by taking back what
 * the farther ones gave; a group's conditions match an environment by the list of groups around it.
 */
export function caslContender(facts: WorldFacts): Contender {
  const say = spokenRoles(compile(facts));
  const sharesOf = new Map<number, WorldFacts["shares"]>(facts.members.map((member) => [member.collaborationId, []]));
  for (const share of facts.shares) sharesOf.get(share.collaborationId)?.push(share);
  const depth = (path: string): number => (path === "*" ? 0 : path.split("/").length);
  const abilities = new Map<number, MongoAbility>();
  for (const member of facts.members) {
    const { can, cannot, build } = new AbilityBuilder<MongoAbility>(createMongoAbility);
    const shares = member.status === "ACTIVE" ? (sharesOf.get(member.collaborationId) ?? []) : [];
    const give = (roleIds: number[], conditions?: Record<string, string>): void => {
      const { offers, denies } = say(roleIds);
      if (conditions) cannot("manage", "ENV", conditions);
      can(offers, "ENV", conditions);
      if (denies.length > 0) cannot(denies, "ENV", conditions);
    };
    for (const share of shares) if (share.type === "ENV" && share.resourceId === "*") give(share.roleIds);
    const groups = shares.filter((share) => share.type === "ENV_GROUP");
    groups.sort((a, b) => depth(a.resourceId) - depth(b.resourceId));
    for (const share of groups) give(share.roleIds, { groups: share.resourceId });
    for (const share of shares) {
      if (share.type === "ENV" && share.resourceId !== "*") give(share.roleIds, { appid: share.resourceId });
    }
    abilities.set(member.uid!, build());
  }
  const environments = new Map(
    [...chainsOf(facts)].map(([appid, groups]) => [appid, subject("ENV", { appid, groups })]),
  );
  return ({ uid, method, resource }) => abilities.get(uid)!.can(method, environments.get(resource.id)!);
}

/**
 * casbin: its model "roles in domains, deny overrides"; a domain is one share. Its language cannot say "the highest level that has roles",
 * so the caller finds that share first, which is a gift to casbin.
 */
export async function casbinContender(facts: WorldFacts): Promise<Contender> {
  const world = compile(facts);
  const say = spokenRoles(world);
  const model = newModelFromString(`
[request_definition]
r = sub, dom, act
[policy_definition]
p = sub, act, eft
[role_definition]
g = _, _, _
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = r.act == p.act && g(r.sub, p.sub, r.dom)
`);
  const lines: string[] = [];
  for (const role of facts.roles) {
    const { offers, denies } = say([role.id]);
    for (const name of offers) lines.push(`p, role-${role.id}, ${name}, allow`);
    for (const name of denies) lines.push(`p, role-${role.id}, ${name}, deny`);
  }
  const shareOf = new Map<string, string>();
  const members = new Map(facts.members.map((member) => [member.collaborationId, member]));
  for (const share of facts.shares) {
    const member = members.get(share.collaborationId)!;
    if (member.status !== "ACTIVE") continue;
    shareOf.set(`${member.uid}/${share.type}/${share.resourceId}`, `share-${share.id}`);
    for (const id of share.roleIds) lines.push(`g, user-${member.uid}, role-${id}, share-${share.id}`);
  }
  const enforcer = await newEnforcer(model, new StringAdapter(lines.join("\n")));
  const chains = chainsOf(facts);
  return ({ uid, method, resource }) => {
    const nearest = chains.get(resource.id)!.find((path) => shareOf.has(`${uid}/ENV_GROUP/${path}`));
    const share =
      shareOf.get(`${uid}/ENV/${resource.id}`) ??
      (nearest ? shareOf.get(`${uid}/ENV_GROUP/${nearest}`) : shareOf.get(`${uid}/ENV/*`));
    return share !== undefined && enforcer.enforceSync(`user-${uid}`, share, method);
  };
}
