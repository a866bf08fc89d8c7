/**
 * Sentences that must hold, in words an owner can read: `role Contractors never billing.*`, `member milo@example.com never
 * environment.control.DeleteEnv on shop-prod`, `everyone of team Night shift may environment.control.GetEnvInfo on group Shop`. A
 * sentence is about those who hold a role somewhere, one person, a team or everyone; about methods of the catalogue, by name or with
 * `*` at the end; and about a place with all that lies in it, or about every place. It is judged by the engine that judges calls.
 * Nobody holds a role, or is in a team, and the sentence holds; a person who has left may nothing. Somebody who is invited or suspended is judged as if they were active: the sentence holds when they come.
 */
import { findBit, holds } from "./bits";
import { methods as catalogue } from "./method";
import { resourceAt, within } from "./places";
import { CATEGORY, type Resource, type ResourceType } from "./resource";
import { decide, methodsAnywhere, rightsOn } from "./rights";
import { tell } from "./telling";
import type { TrailStep } from "./trail";
import { expectant } from "./waiting";
import { compile, type World, type WorldFacts } from "./world";

export type Subject = { is: "everyone" } | { is: "role" | "member" | "team"; name: string };
export type Sentence = {
  subject: Subject;
  verb: "may" | "never";
  /** Canonical names, at least one. */
  methods: string[];
  /** The place by its type and what it is called; null for every place. */
  on: { type: ResourceType; name: string } | null;
};

/** Why a text is no sentence; `{word}` of it is what could not be read. */
export type Unread = { unread: "form" | "method" | "place"; word: string };

const FORM = /^(everyone|(?:everyone of )?(role|member|team)\s+(.+?))\s+(may|never)\s+(\S+)(?:\s+on\s+(.+))?$/i;

/** Reads a sentence as it is written; keywords in any letter case, names in quotation marks where they would be mistaken for one. */
export function parseSentence(text: string): Sentence | Unread {
  const [, , kind, name, verb, pattern, on] = FORM.exec(text.trim().replace(/\s+/g, " ")) ?? [];
  if (!verb || !pattern) return { unread: "form", word: text.trim() };
  const methods = methodsNamed(pattern);
  if (methods.length === 0) return { unread: "method", word: pattern };
  const place = on === undefined ? null : placeNamed(on);
  if (place === undefined) return { unread: "place", word: on! };
  const subject: Subject =
    kind && name ? { is: kind.toLowerCase() as "role" | "member" | "team", name: unquoted(name) } : { is: "everyone" };
  return { subject, verb: verb.toLowerCase() as Sentence["verb"], methods, on: place };
}

const unquoted = (name: string): string => /^"(.*)"$/.exec(name)?.[1] ?? name;

function methodsNamed(pattern: string): string[] {
  const asked = pattern.toLowerCase();
  const fits = asked.endsWith("*")
    ? (name: string) => name.toLowerCase().startsWith(asked.slice(0, -1))
    : (name: string) => name.toLowerCase() === asked;
  return catalogue.map(({ name }) => name).filter(fits);
}

const PLACES: readonly [RegExp, ResourceType][] = [
  [/^group (.+)$/i, "ENV_GROUP"],
  [/^region (.+)$/i, "VHI_REGION"],
  [/^storage (.+)$/i, "S3_REGION"],
  [/^(?:environment )?(.+)$/i, "ENV"],
];

function placeNamed(text: string): Sentence["on"] | undefined {
  if (/^the account$/i.test(text)) return { type: "ACCOUNT", name: "" };
  if (/^all environments$/i.test(text)) return { type: "ENV", name: CATEGORY };
  for (const [form, type] of PLACES) {
    const name = form.exec(text)?.[1];
    if (name) return { type, name: unquoted(name) };
  }
  return undefined;
}

/** Whom and what the names in sentences mean in one account. `emails` and `teams` lead to members by their id. */
export type Directory = {
  emails: ReadonlyMap<string, readonly number[]>;
  teams: ReadonlyMap<string, readonly number[]>;
  /** Appids by name. */
  environments: ReadonlyMap<string, string>;
};

/** What breaks a sentence: somebody, a method and a place, and the way to the answer about them. */
export type Break = { uid: number; method: string; resource: Resource; sentence: string; chain: TrailStep[] };
/** `missing`: whoever or whatever it speaks of and is not there. */
export type Finding = { holds: true } | { holds: false; missing: string } | ({ holds: false; missing: null } & Break);

/** The world in which sentences are judged. */
export const worldToHold = (facts: WorldFacts): World => compile(expectant(facts));

/** Does the sentence hold? If not, the first thing that breaks it. A `never` about what is not there holds. `people`: what they are called. */
export function checkSentence(
  world: World,
  directory: Directory,
  sentence: Sentence,
  people: ReadonlyMap<number, string> = new Map(),
): Finding {
  const uids = peopleOf(world, directory, sentence.subject);
  const places = placesOf(world, directory, sentence.on);
  const isNever = sentence.verb === "never";
  const isAway = sentence.subject.is === "member" && uids?.length === 0;
  if (!isNever && (uids === null || isAway)) return { holds: false, missing: nameOfSubject(sentence.subject) };
  if (!isNever && places === null) return { holds: false, missing: sentence.on!.name };
  const found = isNever
    ? firstAllowed(world, uids ?? [], sentence.methods, places ?? [])
    : firstRefused(world, uids!, sentence.methods, places!, sentence.on === null);
  if (!found) return { holds: true };
  const asker = { uid: found.uid, name: people.get(found.uid) ?? "" };
  const { sentence: said, chain } = tell(decide(world, asker, found.method, found.resource));
  return { holds: false, missing: null, ...found, sentence: said, chain };
}

type Found = { uid: number; method: string; resource: Resource };

function firstAllowed(world: World, uids: readonly number[], methods: string[], places: readonly number[]) {
  const asked = new Set(methods);
  for (const uid of uids) {
    // Whoever holds none of them anywhere is not asked place by place.
    if (!methodsAnywhere(world, { uid }).some((method) => asked.has(method))) continue;
    for (const place of places) {
      const resource = resourceAt(world.places, place);
      const bits = rightsOn(world, { uid }, resource);
      const method = methods.find((name) => holds(bits, findBit(name)!));
      if (method) return { uid, method, resource };
    }
  }
  return null;
}

/** `anywhere`: one place is enough. */
function firstRefused(
  world: World,
  uids: readonly number[],
  methods: string[],
  places: readonly number[],
  anywhere: boolean,
): Found | null {
  for (const uid of uids) {
    const held = places.map((place) => rightsOn(world, { uid }, resourceAt(world.places, place)));
    for (const method of methods) {
      const bit = findBit(method)!;
      const lacking = held.findIndex((bits) => !holds(bits, bit));
      const isBroken = anywhere ? !held.some((bits) => holds(bits, bit)) : lacking >= 0;
      if (isBroken && places.length > 0) {
        // Where any place would do, it is told of one that they come to.
        const told = anywhere ? held.findIndex((bits) => bits.some((word) => word !== 0)) : lacking;
        return { uid, method, resource: resourceAt(world.places, places[Math.max(told, 0)]!) };
      }
    }
  }
  return null;
}

/** Null where there is nobody of that name at all. */
function peopleOf(world: World, { emails, teams }: Directory, subject: Subject): number[] | null {
  // The owner is subject to no policy.
  const active = world.memberships.filter(({ status, uid }) => status === "ACTIVE" && uid !== world.ownerUid);
  const once = (all: (number | null)[]) => [...new Set(all.filter((uid) => uid !== null))];
  if (subject.is === "everyone") return once(active.map(({ uid }) => uid));
  if (subject.is === "role") {
    const ids = new Set([...world.roles.values()].filter(({ name }) => same(name, subject.name)).map(({ id }) => id));
    if (ids.size === 0) return null;
    const holdsRole = ({ first, end }: { first: number; end: number }) => {
      for (let share = first; share < end; share++) {
        if (world.roleSets[world.shareRoles[share]!]!.roleIds.some((id) => ids.has(id))) return true;
      }
      return false;
    };
    return once(active.filter(holdsRole).map(({ uid }) => uid));
  }
  const members = (subject.is === "member" ? emails : teams).get(subject.name.toLowerCase());
  if (!members) return null;
  const named = new Set(members);
  return once(active.filter(({ id }) => named.has(id)).map(({ uid }) => uid));
}

/** The place and all that lies in it; every place where none is named; null where there is no such place. */
function placesOf(world: World, { environments }: Directory, on: Sentence["on"]): number[] | null {
  if (on === null) return world.places.ids.map((_, place) => place);
  const id =
    on.type === "ACCOUNT"
      ? String(world.ownerUid)
      : on.type === "ENV"
        ? (environments.get(on.name.toLowerCase()) ?? on.name)
        : on.name;
  const place = world.places.byId.get(on.type)?.get(id);
  return place === undefined ? null : [...new Set([place, ...within(world.places, place)])];
}

const nameOfSubject = (subject: Subject): string => (subject.is === "everyone" ? "everyone" : subject.name);
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
