import { type Estate, estateOf } from "../../db/estate";
import { facesOf, type Listed, rosterOf } from "../../db/roster";
import type { MemberStatus } from "../domain/collaboration";
import { fold } from "../domain/fold";
import { type Holders, holdersOf } from "../domain/holders";
import { include, type Numbers, numbers } from "../domain/sets";
import type { Membership } from "../domain/world";
import type { At } from "./operation";

/** One that things are shared with: a person, or a team with its people. `found`: name and address, folded. */
export type Partner = { collaborationId: number; team: string | null; people: Listed[]; found: string };

/** Everyone an owner shares with, numbered by name, and whom each place reaches. */
export type Company = {
  partners: Partner[];
  /** Keyed by collaboration. */
  numberOf: ReadonlyMap<number, number>;
  membershipOf: ReadonlyMap<number, Membership>;
  holders: Holders;
  /** Who has access now, and who would have it once they accept or are active again. */
  now: Numbers;
  waiting: Numbers;
};

type Here = Pick<At<unknown>, "db" | "owner" | "version">;

const made = new WeakMap<Estate, { people: Listed[]; company: Company }>();

/** What the owner has, and with whom it is shared. */
export async function companyOf({ db, owner, version: asked }: Here): Promise<{ estate: Estate; company: Company }> {
  const version = await asked;
  const [estate, { people }] = await Promise.all([estateOf(db, owner, version), rosterOf(db, owner, version)]);
  const known = made.get(estate);
  if (known?.people === people) return { estate, company: known.company };
  const company = gather(estate, people);
  made.set(estate, { people, company });
  return { estate, company };
}

function gather(estate: Estate, people: readonly Listed[]): Company {
  const byId = new Map<number, Partner>();
  for (const [collaborationId, team] of estate.teams) {
    byId.set(collaborationId, { collaborationId, team, people: [], found: fold(team) });
  }
  for (const person of people) {
    const { collaborationId, found } = person;
    const partner = byId.get(collaborationId);
    if (partner) partner.people.push(person);
    else byId.set(collaborationId, { collaborationId, team: null, people: [person], found });
  }
  const partners = [...byId.values()].sort((a, b) => (a.found < b.found ? -1 : a.found > b.found ? 1 : 0));
  const [now, waiting] = [numbers(partners.length), numbers(partners.length)];
  partners.forEach((partner, n) => {
    const state = stateOf(partner);
    if (state === "ACTIVE") include(now, n);
    else if (state === "PENDING" || state === "SUSPENDED") include(waiting, n);
  });
  return {
    partners,
    numberOf: new Map(partners.map(({ collaborationId }, n) => [collaborationId, n])),
    membershipOf: new Map(estate.world.memberships.map((membership) => [membership.collaborationId, membership])),
    holders: holdersOf(
      estate.world,
      partners.map(({ collaborationId }) => collaborationId),
    ),
    now,
    waiting,
  };
}

const nearest: readonly MemberStatus[] = ["ACTIVE", "PENDING", "SUSPENDED", "REJECTED", "LEFT"];

/** The state of a person; of a team that of whoever is nearest to having access. A team without anybody waits. */
export const stateOf = ({ people }: Pick<Partner, "people">): MemberStatus =>
  nearest.find((state) => people.some(({ status }) => status === state)) ?? "PENDING";

/** What people are called: the owner's label, else their own name, else their address. Keyed by member. */
export async function namesOf({ db }: Here, people: readonly Listed[]): Promise<Map<number, string>> {
  const unlabelled = people.filter(({ label }) => label === "");
  const faces = await facesOf(db, [...new Set(unlabelled.flatMap(({ uid }) => uid ?? []))]);
  return new Map(people.map(({ id, label, uid, email }) => [id, label || faces.get(uid ?? 0)?.name || email]));
}

/** What these partners are called. Keyed by collaboration. */
export async function partnerNames(at: Here, partners: readonly Partner[]): Promise<Map<number, string>> {
  const persons = partners.flatMap(({ team, people }) => (team === null ? people.slice(0, 1) : []));
  const names = await namesOf(at, persons);
  return new Map(
    partners.map(({ collaborationId, team, people }) => [collaborationId, team ?? names.get(people[0]!.id)!]),
  );
}

/** Do all words of a search stand in it? */
export const finds = (search: string | undefined): ((found: string) => boolean) => {
  const words = fold(search ?? "")
    .split(/\s+/)
    .filter(Boolean);
  return (found) => words.every((word) => found.includes(word));
};
